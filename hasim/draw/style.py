"""One look for all figures: colours, marks and fonts.

The colours are those of Okabe and Ito, which people with any kind of colour blindness can tell apart. No figure says
anything by colour alone: a shape or a word always stands beside it.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from hasim.draw.artists import HAS_MATPLOTLIB

BLACK = "#1a1a1a"
GREY = "#6b6b6b"
PALE = "#eef1f4"
WHITE = "#ffffff"
BLUE = "#0072b2"
SKY = "#56b4e9"
GREEN = "#007a5a"
ORANGE = "#b87800"
VERMILLION = "#c04a00"
PURPLE = "#9a4f80"

SERIES = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
SERIES_MARKS = ("o", "s", "D", "^", "v", "P", "X")
SERIES_DASHES = ("-", (0, (5, 1.5)), (0, (1.5, 1)), (0, (6, 1.5, 1.5, 1.5)))

LATIN_FONT = "DejaVu Sans"
JAPANESE_FONT = "IPAexGothic"


@cache
def fonts() -> tuple[str, ...]:
    """Font families to try for each glyph; registers the Japanese one that matplotlib-fontja ships, once.

    That package is not imported: importing it changes the font of every figure that the user draws.
    """
    spec = find_spec("matplotlib_fontja") if HAS_MATPLOTLIB else None
    if spec is None:
        return (LATIN_FONT,)
    from matplotlib import font_manager

    for folder in spec.submodule_search_locations or ():
        for font in Path(folder).glob("fonts/*.ttf"):
            font_manager.fontManager.addfont(str(font))
            return (LATIN_FONT, JAPANESE_FONT)
    return (LATIN_FONT,)
