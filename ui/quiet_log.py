"""The log without the tokens of links: whoever reads it must not be able to follow one."""

import logging
import re

TOKEN = re.compile(r"((?:token|ticket)=)[^&\s\"']+")
HIDDEN = r"\1…"
LOGGERS = ("uvicorn.access", "uvicorn.error", "uvicorn", "slp", "")


class WithoutTokens(logging.Filter):
    """Hides the value of `token` and `ticket` in whatever is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_hidden, record.args))
        return True


def begin() -> None:
    """Put the filter on the loggers that see addresses, and on what the root logger writes with."""
    quiet = WithoutTokens()
    for name in LOGGERS:
        logger = logging.getLogger(name)
        for where in (logger, *logger.handlers):
            if not any(isinstance(known, WithoutTokens) for known in where.filters):
                where.addFilter(quiet)


def _hidden(value: object) -> object:
    return TOKEN.sub(HIDDEN, value) if isinstance(value, str) else value
