"""A page without a browser, as its reader has it: what it says, and its buttons."""


def plain(words: object) -> str:
    """Without the marks that keep Markdown from reading a text, and with usual spaces."""
    return str(words).replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")


def cells(table) -> list[str]:
    """The cells of a table, row by row."""
    return [plain(cell) for cell in table.value.to_numpy().ravel()]


def said(app) -> str:
    """Every sentence of a page, and every cell of its tables."""
    texts = (*app.title, *app.header, *app.error, *app.warning, *app.success, *app.info, *app.markdown, *app.caption)
    return " ".join([*(plain(text.value) for text in texts), *(cell for table in app.table for cell in cells(table))])


def button(app, words: str):
    """The button that is called so, or else the first whose name has these words in it."""
    named = [one for one in app.button if one.label == words]
    return next(one for one in (*named, *app.button) if words in one.label)


def press(app, words: str):
    button(app, words).click().run()
    assert not app.exception, app.exception[0].value
    return app


def pick(app, label: str, number: int = 0):
    """Choose an option of a select box, by its place in the list."""
    next(one for one in app.selectbox if one.label == label).select_index(number)
    return app
