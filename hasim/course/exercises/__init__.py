"""The exercises of the lessons: one module a lesson, each with a tuple `EXERCISES` in the order of the lesson."""
