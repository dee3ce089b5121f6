"""What the ledger page shows as a view that can be saved, and a saved view on the page."""

from __future__ import annotations

from dataclasses import replace

from quandian.core.ledger import columns_of
from quandian.core.ledger_view import LedgerView
from quandian.tasks.ledger_views import shown_view
from quandian.ui.ledger.chart_data import Kind, kinds_for
from quandian.ui.ledger.looks import MatrixKind
from quandian.ui.ledger.state import matrix_kind_of, tags_of
from quandian.ui.pages.ledger import LedgerPage
from quandian.ui.session import Session


def view_of(page: LedgerPage) -> LedgerView:
    """Return what a page shows now, without a name."""
    control = page.controller
    _widths, order, hidden = page.table.placed_columns()
    series = control.kind is Kind.SERIES
    return LedgerView(
        "",
        control.query,
        page.kept.view,
        control.kind.value,
        matrix_kind_of(control.asked.matrix, control.columns).value,
        control.asked.indicator if series else "",
        control.asked.issuer if series else "",
        tuple(key for key in order if key not in hidden),
    )


def as_shown(session: Session, view: LedgerView) -> LedgerView:
    """Return a saved view as the page would show it: what is gone or unknown left out, what is open filled in."""
    found = shown_view(session.project, view)
    tags = tags_of(found.query, session.tags)
    columns, kinds = columns_of(tags), kinds_for(tags)
    matrix = next((kind for kind in MatrixKind if kind.value == found.matrix), None)
    return replace(
        found,
        chart=next((kind for kind in kinds if kind.value == found.chart), kinds[0]).value,
        matrix=matrix_kind_of(matrix, columns).value,
        columns=found.columns or tuple(column.key for column in columns if column.shown),
    )


def is_shown(page: LedgerPage, session: Session, view: LedgerView) -> bool:
    """Whether a page shows what a saved view stands for."""
    return view_of(page).shows_as(as_shown(session, view))


def is_as_saved(page: LedgerPage, session: Session, view: LedgerView) -> bool:
    """Whether saving what a page shows in place of a view would change nothing, the line of its chart included."""
    now = view_of(page)
    drawn = (view.indicator, view.issuer)
    return is_shown(page, session, view) and (not any(drawn) or drawn == (now.indicator, now.issuer))


def show_view(page: LedgerPage, session: Session, view: LedgerView) -> None:
    """Show a saved view: question, filters, columns, panes, chart and matrix."""
    control, shown = page.controller, as_shown(session, view)
    tags = tags_of(shown.query, session.tags)
    own = shown.columns or ()
    hidden = [column.key for column in columns_of(tags) if column.key not in own]
    control.kept.set_columns(tags, {}, list(own), hidden)
    page.bar.field.setText(shown.query.text)
    control.ask(shown.query)
    asked = control.asked
    asked.kind, asked.matrix = Kind(shown.chart), MatrixKind(shown.matrix)
    asked.indicator, asked.issuer = shown.indicator, shown.issuer
    page.quiet = True
    control.place_columns()
    page.quiet = False
    if page.kept.view != shown.page:
        page.set_view(shown.page)
    control.draw_soon()
