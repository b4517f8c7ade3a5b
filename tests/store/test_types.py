"""Money stays exact, moments stay aware, and what is neither is refused in a sentence."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text

from slp_core.errors import InvalidInput
from slp_core.store.db import reading
from slp_core.store.models import Engagement, Estimate, EstimateLine

AMOUNTS = ["0.00", "0.01", "0.10", "1640.50", "-120.05", "99999999.99"]


def test_dollars_come_back_to_the_cent(database, writing, make_rows) -> None:
    with writing() as db:
        db.add_all(make_rows.engagement(f"E-{n}", estimate=Decimal(amount)) for n, amount in enumerate(AMOUNTS))
    with reading(database) as db:
        assert [str(kept) for kept in db.scalars(select(Engagement.estimate).order_by(Engagement.id))] == AMOUNTS
        stored = db.scalars(text("SELECT estimate FROM engagement ORDER BY id")).all()
        assert stored == [0, 1, 10, 164_050, -12_005, 9_999_999_999]


def test_dollars_are_summed_exactly_by_the_database(database, writing, make_rows) -> None:
    with writing() as db:
        db.add_all(make_rows.engagement(f"E-2027-{n:03}", estimate=Decimal("0.10")) for n in range(30))
    with reading(database) as db:
        assert db.scalar(select(func.sum(Engagement.estimate))) == Decimal("3.00")


def test_a_fraction_of_a_cent_is_refused(database, writing, make_rows) -> None:
    for amount in ("0.001", "1640.505", "NaN", "Infinity"):
        with pytest.raises(InvalidInput), writing() as db:
            db.add(make_rows.engagement(estimate=Decimal(amount)))
    with reading(database) as db:
        assert db.scalars(select(Engagement.id)).all() == []


def test_a_share_comes_back_as_it_was_written(database, writing, make_rows, now) -> None:
    shares = ["1", "0.75", "0.750", "0.123456789012345678"]
    with writing() as db:
        engagement = make_rows.engagement()
        db.add(engagement)
        db.flush()
        estimate = Estimate(
            engagement_id=engagement.id, number="C-2027-001", version_no=1, status="draft", total=Decimal(1),
            currency="USD", provisional=False, travelers=1, days=1, prepared_by=1, issued_at=now,
        )  # fmt: skip
        db.add(estimate)
        db.flush()
        db.add_all(
            EstimateLine(
                estimate_id=estimate.id, sequence=number, category="M&IE", description="M&IE", formula="", travelers=1,
                quantity=Decimal(2), unit="day", share=Decimal(share), rate=Decimal(102), amount=Decimal(153),
                first_day=now.date(), last_day=now.date(), provisional=False, trace={},
            )
            for number, share in enumerate(shares)
        )  # fmt: skip
    with reading(database) as db:
        assert list(map(str, db.scalars(select(EstimateLine.share).order_by(EstimateLine.sequence)))) == shares


def test_a_moment_comes_back_in_utc_from_whatever_zone_it_was_given_in(database, writing, make_rows) -> None:
    tbilisi = datetime(2026, 11, 25, 2, 30, 15, 123456, tzinfo=timezone(timedelta(hours=4)))
    with writing() as db:
        db.add(make_rows.engagement(archived_at=tbilisi))
    with reading(database) as db:
        kept = db.scalars(select(Engagement.archived_at)).one()
    assert kept == tbilisi
    assert kept.isoformat() == "2026-11-24T22:30:15.123456+00:00"


def test_a_moment_without_a_zone_is_refused(database, writing, make_rows) -> None:
    with pytest.raises(InvalidInput, match="time zone"), writing() as db:
        db.add(make_rows.engagement(archived_at=datetime(2026, 11, 25)))  # noqa: DTZ001


def test_work_at_a_moment_without_a_zone_is_refused(database, writing, make_rows) -> None:
    with pytest.raises(InvalidInput, match="time zone"), writing(datetime(2026, 11, 25)) as db:  # noqa: DTZ001
        db.add(make_rows.engagement())


def test_a_question_about_a_moment_without_a_zone_is_refused(database) -> None:
    with pytest.raises(InvalidInput, match="time zone"), reading(database) as db:
        db.scalars(select(Engagement).where(Engagement.created_at < datetime(2026, 11, 25))).all()  # noqa: DTZ001


def test_moments_are_compared_as_moments(database, writing, make_rows) -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with writing(noon) as db:
        db.add(make_rows.engagement())
    with reading(database) as db:
        later_in_tbilisi = (noon + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=4)))
        assert db.scalars(select(Engagement.id).where(Engagement.created_at < later_in_tbilisi)).all()
        assert not db.scalars(select(Engagement.id).where(Engagement.created_at >= later_in_tbilisi)).all()


def test_text_comes_back_exactly_as_typed(database, writing, make_rows) -> None:
    typed = ["O'Bryan’s", "Díaz Peña", "بنين", '"; DROP TABLE engagement;--', "<script>", " two  spaces ", "x" * 5000]
    with writing() as db:
        db.add_all(make_rows.engagement(f"E-{number}", title=title) for number, title in enumerate(typed))
    with reading(database) as db:
        assert list(db.scalars(select(Engagement.title).order_by(Engagement.id))) == typed


def test_nested_values_come_back_as_they_were(database, writing, make_rows) -> None:
    plan = {"stays": [{"locality": "Côte d’Ivoire", "room": None}], "days": 12, "fare": "1640.50"}
    with writing() as db:
        db.add(make_rows.engagement(plan=plan))
    with reading(database) as db:
        assert db.scalars(select(Engagement.plan)).one() == plan
