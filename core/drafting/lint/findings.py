"""How the lint says what it found."""

from core.domain.findings import Code, Field, Finding
from core.domain.guidelines import Guideline
from core.drafting.lint.sentences import WHAT, WHY, Missing
from core.drafting.lint.tasks import Reading

# Findings live in table rows of limited size.
_LONGEST_READING = 200
_MOST_READINGS = 5


def on_field(code: Code, field: Field, readings: tuple[str, ...] = ()) -> Finding:
    """A finding on a field as a whole; entries are named by their ids, never by their words."""
    return Finding(
        code=code, field=field, message=WHAT[code], why=WHY[code], readings=readings[:_MOST_READINGS]
    )


def on_words(code: Guideline, reading: Reading, span: tuple[int, int]) -> Finding:
    """A finding on words of the narrative, which it repeats."""
    words = reading.text[slice(*span)][:_LONGEST_READING]
    return on_field(code, Field.NARRATIVE, (words,)).model_copy(update={"span": span})


def lacking(code: Guideline, span: tuple[int, int], missing: tuple[Missing, ...]) -> Finding:
    """A finding on words of the narrative that lack something; it says what to add."""
    return on_field(code, Field.NARRATIVE, tuple(one.value for one in missing)).model_copy(
        update={"span": span}
    )
