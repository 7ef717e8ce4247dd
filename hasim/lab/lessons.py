"""The lessons: where they are, and the learner's own copy of them."""

import os
import shutil
from pathlib import Path

import hasim


def lessons_folder() -> Path:
    """The folder of the lessons, in an installed hasim and in a checkout. FileNotFoundError where it is missing."""
    package = Path(hasim.__file__).resolve().parent
    for folder in (package / "_notebooks", package.parent / "notebooks"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the lessons are missing beside {package}")


def lessons(lang: str) -> list[str]:
    """The names of the lessons in a language, in order."""
    return sorted(path.stem for path in (lessons_folder() / lang).glob("*.ipynb"))


def find(name: str, lang: str) -> str | None:
    """The lesson that is meant by its name or its number ("", "1", "01", "failover"); None for an unknown one."""
    known = lessons(lang)
    if not name:
        return next(iter(known), None)
    wanted = Path(name).stem
    for lesson in known:
        number, _, title = lesson.partition("-")
        if wanted in (lesson, number, title) or (
            wanted.isdecimal() and number.isdecimal() and int(wanted) == int(number)
        ):
            return lesson
    return None


def home() -> Path:
    """The learner's copy of the lessons: the folder named by HASIM_LESSONS, or hasim-lessons in the home directory."""
    return Path(os.environ.get("HASIM_LESSONS") or Path.home() / "hasim-lessons").expanduser().resolve()


def working_copy(folder: Path) -> bool:
    """Copy the lessons to `folder`, leaving alone what is there already; True where the folder is new."""
    new = not folder.exists()
    for source in sorted(lessons_folder().rglob("*.ipynb")):
        if ".ipynb_checkpoints" in source.parts:
            continue
        target = folder / source.relative_to(lessons_folder())
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    return new
