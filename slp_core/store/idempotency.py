"""A write is done once for its token: whoever comes second, even at the same moment, gets the first's result."""

from collections.abc import Callable

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from ..errors import Conflict
from .types import UtcMoment

CLAIM = text(
    "INSERT INTO idempotency_key (token, use_case, principal_id, result, created_at)"
    " VALUES (:token, :use_case, :principal, '', :moment) ON CONFLICT (token) DO NOTHING"
).bindparams(bindparam("moment", type_=UtcMoment))
KEEP = text("UPDATE idempotency_key SET result = :result WHERE token = :token")
FIND = text("SELECT use_case, principal_id, result FROM idempotency_key WHERE token = :token")


def once(db: Session, token: str, use_case: str, principal_id: int, make: Callable[[], str]) -> str:
    """The result of `make`, or of the write that had this token before. Raises Conflict for another write's token."""
    connection = db.connection()
    claim = {"token": token, "use_case": use_case, "principal": principal_id, "moment": db.info["moment"]}
    if connection.execute(CLAIM, claim).rowcount:
        result = make()
        db.flush()
        connection.execute(KEEP, {"token": token, "result": result})
        return result
    known = connection.execute(FIND, {"token": token}).one()
    if (known.use_case, known.principal_id) != (use_case, principal_id):
        raise Conflict("This form was already used for something else.", hint="Load the page again.")
    return str(known.result)
