"""The panels behind the buttons of the Board's drawer; `table` lists them, `base` holds the drawer."""
