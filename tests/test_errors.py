"""Each error names a place and a mend."""

import inspect

import pytest

from assistant import errors

CLASSES = [
    member
    for _, member in inspect.getmembers(errors, inspect.isclass)
    if issubclass(member, errors.AssistantError) and member is not errors.AssistantError
]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_an_error_shows_what_where_and_mend(error: type[errors.AssistantError]) -> None:
    shown = str(error("is broken", where="corpus/knees.md:4", mend="correct it"))
    assert shown == "corpus/knees.md:4: is broken\n  To mend: correct it"
    assert error.exit_code == 2
    assert error.__name__ in (errors.__doc__ or "")
