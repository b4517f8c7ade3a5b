"""Keys for many new rows, taken ahead: rows that bring their keys go into the database in few statements."""

from collections.abc import Iterator
from itertools import count

from sqlalchemy import text
from sqlalchemy.orm import Session

BLOCK = 500
LAST = "SELECT coalesce(max(id), 0) FROM {table}"
NEXT = "SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, :number)"


class Keys:
    """For one piece of work, which alone writes while it runs (SQLite) or takes from the table's sequence."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.taken: dict[str, Iterator[int]] = {}

    def next(self, table: str) -> int:
        """A key that no row of the table has or will be given."""
        if table not in self.taken:
            sqlite = self.db.connection().dialect.name == "sqlite"
            self.taken[table] = self._after_last(table) if sqlite else self._of_sequence(table)
        return next(self.taken[table])

    def _after_last(self, table: str) -> Iterator[int]:
        return count(self.db.connection().execute(text(LAST.format(table=table))).scalar_one() + 1)

    def _of_sequence(self, table: str) -> Iterator[int]:
        while True:
            yield from self.db.connection().execute(text(NEXT.format(table=table)), {"number": BLOCK}).scalars().all()
