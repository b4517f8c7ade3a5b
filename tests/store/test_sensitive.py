"""What is never kept is refused in every text column, by whatever way it comes; the rest of the row may be changed."""

import pytest
from sqlalchemy import JSON, String, update

from slp_core.errors import InvalidInput
from slp_core.store.base import Base
from slp_core.store.models import Draft, Engagement
from slp_core.store.sensitive_guard import refuse
from tests.store.conftest import an_engagement

TEXT = "passport 543210987"


class Pending:
    """A session that holds one new row."""

    def __init__(self, row):
        self.new, self.dirty = [row], []


def texts():
    """Every text column of every table, but for hashes."""
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__name__):  # in one order, side by side
        for held in mapper.column_attrs:
            if isinstance(held.columns[0].type, String | JSON) and "sha256" not in held.key:
                yield mapper.class_, held.key, isinstance(held.columns[0].type, JSON)


@pytest.mark.parametrize(("model", "column", "nested"), list(texts()), ids=lambda of: getattr(of, "__name__", str(of)))
def test_every_text_column_refuses_it(model, column, nested):
    row = model()
    setattr(row, column, {"a": [{"b": TEXT}]} if nested else TEXT)
    with pytest.raises(InvalidInput, match="never kept") as refusal:
        refuse(Pending(row))
    assert refusal.value.context["field"] == column and "543210987" not in refusal.value.message


def test_it_is_refused_in_a_piece_of_work_of_which_nothing_stays(writing):
    with pytest.raises(InvalidInput), writing() as db:
        db.add(Draft(principal_id=1, name="plan", body={"notes": TEXT}))
    with writing() as db:
        assert db.query(Draft).count() == 0


def test_a_row_of_an_earlier_release_that_holds_one_may_be_changed_in_all_else(writing, now):
    with writing() as db:
        db.add(trip := an_engagement())
        db.flush()
        db.connection().execute(update(Engagement).values(topic=TEXT).where(Engagement.id == trip.id))
    with writing() as db:
        db.query(Engagement).one().title = "Another course"
    with pytest.raises(InvalidInput), writing() as db:
        db.query(Engagement).one().title = TEXT
