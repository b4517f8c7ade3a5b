"""Counterpart institutions on the page of their country."""

from tests.pages.reading import button, said


def test_counterparts_stand_on_the_page_of_their_country_for_those_who_may_see_them(open_page):
    def tabs(person, country):
        return [tab.label for tab in open_page("country", person, country=country).tabs]

    assert "Counterparts" in tabs("officer", "GEO") and "Counterparts" in tabs("rso", "GEO")
    assert "Counterparts" not in tabs("officer", "COL") + tabs("viewer", "GEO")


def test_an_institution_is_added_on_the_page_and_a_second_of_its_name_is_refused(open_page):
    app = open_page("country", "officer", country="GEO", tab="Counterparts")
    for _ in range(2):
        next(field for field in app.text_input if field.label == "Name").set_value("Batumi Court")
        next(field for field in app.selectbox if field.label == "Kind").set_value("court")
        button(app, "Add institution").click().run()
    assert not app.exception
    assert "Georgia (country) has Batumi Court already" in said(app)
