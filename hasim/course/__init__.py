"""The course: exercises that are judged from the state of the model, and grades.

=================== =========================================================================
`Task`              bring a cluster into a state; judged by what is true of it then
`Question`          say what will happen; the model makes it happen and answers
`Goal`, `Slip`      what must be so at the end, and a known misconception with the hint for it
`Misreading`        a wrong answer that a known misconception leads to
`Start`             the cluster on which an exercise begins
`find`, `catalogue` the exercises of the lessons by name
`grade`             what became of a saved session
=================== =========================================================================

Nothing here knows a widget. No exercise holds its solution: those are in the tests, out of a learner's reach.
"""

from hasim.course.catalogue import catalogue, find
from hasim.course.exercise import Exercise, Goal, Slip, Task, Verdict
from hasim.course.grading import Grade, grade
from hasim.course.question import Misreading, Question
from hasim.course.start import Start
from hasim.text.message import Message

__all__ = [
    "Exercise",
    "Goal",
    "Grade",
    "Message",
    "Misreading",
    "Question",
    "Slip",
    "Start",
    "Task",
    "Verdict",
    "catalogue",
    "find",
    "grade",
]
