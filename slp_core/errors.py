"""The failures a caller can act on: a sentence for the reader and a hint. Anything else is a bug and should crash."""


class SlpError(Exception):
    """A refusal in the reader's words.

    `message` says what is wrong in one sentence, `hint` what to do next, `context` holds the facts of the
    case (ids, dates, fields) and never a secret. `code` is stable, for logs, exit codes and tests.
    """

    code = "slp"

    def __init__(self, message: str, *, hint: str = "", **context: object) -> None:
        super().__init__(message)
        self.message, self.hint, self.context = message, hint, context


class InvalidInput(SlpError):
    """Something typed cannot be right; `context["field"]` names the input."""

    code = "invalid_input"


class NotFound(SlpError):
    """There is no such record, or none that this user may know of: the two read the same."""

    code = "not_found"


class NotAllowed(SlpError):
    """The user's roles do not include the action; `context["permission"]` names it."""

    code = "not_allowed"


class NotSignedIn(NotAllowed):
    """Nobody is signed in, or the identity that was is no longer valid."""

    code = "not_signed_in"


class Conflict(SlpError):
    """Someone else changed the record first, or its stage forbids the step."""

    code = "conflict"


class NotInForce(SlpError):
    """No rule or rate covers the day asked for. None is guessed."""

    code = "not_in_force"


class DataFileError(SlpError):
    """A file under `data/` breaks its own format; the message names the file and the line."""

    code = "data_file"
