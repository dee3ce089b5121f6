"""Between the project and the ledger page: the question asked, what is shown of it, and that it follows changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quandian.core.ledger import Column, Condition, LedgerRow, Query, columns_of
from quandian.core.model import AnnotationId, Changes, Tag, TagId
from quandian.store.ledger import Ledger, MatrixRows, touches
from quandian.ui.ledger import filling, foot
from quandian.ui.ledger.apart import MATRIX, Apart
from quandian.ui.ledger.chart_data import Chart, Kind, chart_of, holds, kinds_for, title_of
from quandian.ui.ledger.looks import Look, MatrixKind
from quandian.ui.ledger.state import Asked, Kept, matrix_kind_of, tags_of
from quandian.ui.session import Session

if TYPE_CHECKING:
    from quandian.ui.pages.ledger import LedgerPage

_AFTER_CHANGE = 80  # ms until the matrix follows an edit: several edits in a row are reckoned with once
_COUNTED = 20_000  # rows in which contradictions are counted unasked: 40 ms


class LedgerController(QObject):
    """Keeps the page true to the project. Signal: counted, when rows or selection are others."""

    counted = Signal()

    def __init__(self, page: LedgerPage, session: Session, kept: Kept) -> None:
        super().__init__(page)
        self._page, self._session, self.kept = page, session, kept
        self.asked = Asked()
        self._stale = True
        self._matrix_at = 0
        self._chosen: list[int] = []
        self._all = 0
        self._columns_of: tuple[TagId, ...] | None = None
        self._soon = self._timer(0, self.reload)
        # Each follows in a turn of its own, so that what was asked for is painted before the next is reckoned.
        self._sums = self._timer(0, self._show_sums)
        self._rest = self._timer(0, self._show_matrix)
        self._last = self._timer(0, self._show_chart)
        self._idle = self._timer(250, self._count)
        self._of: Query | None = None  # what matrix and chart were made of
        self._picked = self._timer(60, self._show_choice)
        self.apart = Apart(session, self)
        self.apart.matrix_found.connect(self._fill_matrix)
        self.apart.summed.connect(page.table.viewport().update)
        self._told: list[str] | None = None  # how many targets and actual figures the rows are; None: not known yet
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changes)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(slot)
        return made

    # --- what is there

    @property
    def ledger(self) -> Ledger:
        """The ledger of the open project."""
        return self._session.project.ledger

    @property
    def query(self) -> Query:
        """The question asked."""
        return self.asked.query

    @property
    def tags(self) -> list[Tag]:
        """The tags shown."""
        return tags_of(self.query, self._session.tags)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns there are for these tags."""
        return columns_of(self.tags)

    def column(self, key: str) -> Column:
        """Return a column by its key; a plain one for what is none."""
        return next((c for c in self.columns if c.key == key), Column(key, key, key))

    @property
    def by_id(self) -> dict[str, Tag]:
        """All tags by id."""
        return {tag.id: tag for tag in self._session.tags}

    # --- session

    @Slot()
    def _on_opened(self) -> None:
        self.asked, self._columns_of, self._stale = Asked(), None, True
        self._page.bar.field.setText("")
        if self._page.isVisible():
            self.reload()

    @Slot()
    def _on_closed(self) -> None:
        for timer in (self._soon, self._sums, self._rest, self._last, self._idle, self._picked):
            timer.stop()
        self.apart.forget()
        self._stale = True
        self._page.model.show_query(None, None, {})
        self._page.matrix_pane.clear()

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if not touches(changes):
            return
        if self._page.isVisible():
            self._soon.start()
            self._matrix_at = _AFTER_CHANGE
        else:
            self._stale = True

    def activate(self) -> None:
        """Show what is there now, as the page comes to the front."""
        if self._stale and self._session.is_open:
            self.reload()

    # --- asking

    def ask(self, query: Query) -> None:
        """Ask something else."""
        if query != self.asked.query:
            if query.tag_ids != self.asked.query.tag_ids:
                query = self._fitting(query)
            self.asked.query = query
            self._show_rows()
            if _unsorted(query) != self._of:
                self._told = None
                self.apart.forget(MATRIX)
                self._rest.start(0)

    def _fitting(self, query: Query) -> Query:
        """Return a query of other tags without filters, sort and group of columns that these do not have."""
        keys = {column.key for column in columns_of(tags_of(query, self._session.tags))}
        self.asked.kind = self.asked.matrix = None
        return replace(
            query,
            conditions=tuple(c for c in query.conditions if c.key in keys),
            sort=query.sort if query.sort in keys else "",
            group=query.group if query.group in keys else "",
        )

    def show_tags(self, ids: tuple[TagId, ...]) -> None:
        """Show the ledger of other tags."""
        if ids:
            self.ask(replace(self.query, tag_ids=ids))

    def sort_by(self, key: str, descending: bool | None = None) -> None:
        """Sort by a column; again: the other way round; a third time: no longer."""
        query = self.query
        if descending is None:
            if query.sort != key:
                self.ask(replace(query, sort=key, descending=False))
            elif not query.descending:
                self.ask(replace(query, descending=True))
            else:
                self.ask(replace(query, sort="", descending=False))
        else:
            self.ask(replace(query, sort=key, descending=descending))

    def filter_by(self, key: str, values: tuple[str, ...]) -> None:
        """Show only rows with one of these values; none: all."""
        if key == "tag":
            self.show_tags(tuple(TagId(v) for v in values))
            return
        self.ask(self.query.having(Condition(key, "in", values)))

    def filter_range(self, key: str, low: tuple[str, ...], high: tuple[str, ...]) -> None:
        """Show only rows between two bounds; empty ones do not bound."""
        self.ask(self.query.having(Condition(key, "from", low)).having(Condition(key, "to", high)))

    def group_by(self, key: str) -> None:
        """Group by a column; empty: not at all."""
        self.ask(replace(self.query, group=key))

    @Slot(str)
    def set_text(self, text: str) -> None:
        """Show only rows that hold these words."""
        self.ask(replace(self.query, text=text))

    @Slot()
    def clear(self) -> None:
        """Take all filters and the group away; tags and sort stay."""
        self._page.bar.field.setText("")
        self.ask(replace(self.query, conditions=(), text="", group="", report_ids=None))

    # --- showing

    @Slot()
    def reload(self) -> None:
        """Show anew what the question finds; selection and place stay."""
        if self._session.is_open:
            self._stale, self._told = False, None
            self.apart.forget()
            self._show_rows()
            self._rest.start(self._matrix_at)
            self._matrix_at = 0

    def _show_rows(self) -> None:
        page = self._page
        tags = self.tags
        ids = tuple(tag.id for tag in tags)
        if ids != self.query.tag_ids:
            self.asked.query = replace(self.query, tag_ids=ids)
        columns = self.columns
        chosen, current = page.table.selected_numbers(), page.table.currentIndex()
        number = page.model.number_at(current.row()) if current.isValid() else -1
        key = page.model.columns[current.column()].key if current.isValid() else ""
        at = page.table.verticalScrollBar().value()
        head = page.table.current_group
        page.quiet = True
        if ids != self._columns_of or columns != page.model.columns:
            self._columns_of = ids
            page.model.set_columns(columns)
            self.place_columns()
        page.model.show_query(self.ledger, self.query, self.by_id)
        page.table.head.show_sort(self.query.sort, self.query.descending)
        page.restore(chosen, number, key, at, None if head is None else head.value)
        page.quiet = False
        self._all = filling.fill_bar(self, self._page)
        self._sums.start()

    @Slot()
    def _show_sums(self) -> None:
        if self._session.is_open:
            if self.query.group:
                self.apart.sum_groups(self._page.model)
            self.show_footer()

    def place_columns(self) -> None:
        """Put the columns where the user left them."""
        widths, order, hidden = self.kept.columns(self.tags)
        if hidden is None:
            hidden = {column.key for column in self.columns if not column.shown}
        self._page.table.place_columns(widths, order, hidden)

    def keep_columns(self) -> None:
        """Remember where the user put the columns."""
        self.kept.set_columns(self.tags, *self._page.table.placed_columns())

    def reset_columns(self) -> None:
        """Put the columns back as they come."""
        self.kept.forget_columns(self.tags)
        self._page.quiet = True
        self._page.model.set_columns(self.columns)
        self.place_columns()
        self._page.quiet = False
        self.reload()

    @property
    def order_words(self) -> str:
        """By what the rows are sorted, in words; empty where they stand as in their reports."""
        return filling.order_words(self)

    def totals_by_tag(self) -> dict[str, int]:
        """Return how many annotations there are of each tag."""
        found: dict[str, int] = {}
        for by_tag in self._session.project.counts().values():
            for tag_id, number in by_tag.items():
                found[tag_id] = found.get(tag_id, 0) + number
        return found

    def show_footer(self) -> None:
        """Say how many rows are chosen and shown, and what they come to."""
        filling.fill_footer(self, self._page, self._all, self._told or [])
        self.counted.emit()

    # --- chart and matrix

    @Slot()
    def _show_matrix(self) -> None:
        if self._session.is_open:
            self._of = _unsorted(self.query)
            self.show_matrix()
            if self._page.matrix_pane.isHidden():
                self._last.start()

    @Slot()
    def _show_chart(self) -> None:
        if self._session.is_open:
            self.show_chart()
            self._idle.start()

    def draw_soon(self) -> None:
        """Draw matrix and chart anew in the next turn."""
        self._rest.start(0)

    @property
    def has_natures(self) -> bool:
        """Whether there are figures that are targets or actual."""
        return any(column.key == "nature" for column in self.columns)

    @Slot()
    def _count(self) -> None:
        """Say how many figures are targets, and how many are stated differently; of very many only when asked for."""
        if not self._session.is_open:
            return
        if self._told is None and self.has_natures:
            self._told = foot.natures(self.ledger, self.query, ())
            self.show_footer()
        if self._page.matrix_pane.isHidden():
            return
        few = len(self._page.model.order) <= _COUNTED
        found = self.ledger.contradictions(replace(self.query, group="", sort="")) if few else []
        text = self.tr("{0} 处说法不一", "", len(found)).format(len(found)) if found else ""
        self._page.matrix_pane.warning.show_count(text)

    @property
    def shown_indicator(self) -> str:
        """The indicator whose series is drawn, by the name that stands for it."""
        return self.ledger.aliases().name(self.asked.indicator)

    @property
    def kind(self) -> Kind:
        """The chart that is shown."""
        kinds = kinds_for(self.tags)
        return self.asked.kind if self.asked.kind in kinds else kinds[0]

    def set_kind(self, kind: Kind) -> None:
        """Show another chart."""
        self.asked.kind = kind
        self.show_chart()

    def show_chart(self) -> None:
        """Draw the chart anew, if it can be seen."""
        pane = self._page.chart
        if pane.isHidden():
            return
        kinds, kind = kinds_for(self.tags), self.kind
        pane.set_kinds(kinds, kind)
        pane.show_chart(self._chart(kind), self._nothing(kind))

    def _chart(self, kind: Kind) -> Chart:
        tags: dict[str, Tag] = {tag.id: tag for tag in self.tags}
        if kind is Kind.SERIES and not holds(self.ledger, self.query, self.asked.indicator):
            self.asked.indicator, self.asked.issuer = "", ""
        indicator = self.asked.indicator
        if kind is Kind.SERIES and not indicator:
            indicator = self.asked.indicator = self._first_indicator()
        made = chart_of(self.ledger, self.query, kind, tags, indicator, self.asked.issuer)
        return replace(made, scope=filling.scope_of(self, self._page))

    def _first_indicator(self) -> str:
        """Return the indicator of which there is most to draw, as far as that is known already."""
        pane = self._page.matrix_pane
        key = None if pane.isHidden() else pane.model.row_key(0)  # hidden it holds what was asked for before
        if key is not None:
            return key.indicator
        row = self._page.model.row_at(0) if self._page.model.rowCount() else None
        return str(row.fields.get("indicator") or "") if row is not None else ""

    def _nothing(self, kind: Kind) -> str:
        if kind is Kind.SERIES and self.asked.indicator:
            return self.tr("“{0}”没有按年份的数值").format(self.asked.indicator)
        return self.tr("没有可以画的内容：{0}").format(title_of(kind))

    def choose_indicator(self, indicator: str, issuer: str = "") -> None:
        """Show the series of an indicator."""
        if (indicator, issuer) != (self.asked.indicator, self.asked.issuer) or self.kind is not Kind.SERIES:
            self.asked.indicator, self.asked.issuer = indicator, issuer
            if Kind.SERIES in kinds_for(self.tags):
                self.asked.kind = Kind.SERIES
            self.show_chart()

    def show_matrix(self) -> None:
        """Fill the matrix anew, if it can be seen."""
        pane = self._page.matrix_pane
        if pane.isHidden():
            return
        if self._matrix_kind() is MatrixKind.INDICATOR_YEAR and self.apart.fits(len(self._page.model.order)):
            self.apart.ask_matrix(replace(self.query, group="", sort=""))
        else:
            self.apart.forget(MATRIX)
            self._fill_matrix(None)

    def _matrix_kind(self) -> MatrixKind:
        return matrix_kind_of(self.asked.matrix, self.columns)

    @Slot(object)
    def _fill_matrix(self, found: object) -> None:
        """Show the matrix; ``found`` are its rows where a job has found them. The chart waits for the first of them."""
        kind, figures = self._matrix_kind(), "value" in {column.key for column in self.columns}
        query = replace(self.query, group="", sort="")
        if kind is MatrixKind.ISSUER_TAG:
            query = replace(query, tag_ids=tuple(tag.id for tag in self._session.tags))
        look = self.kept.look(figures=kind is MatrixKind.INDICATOR_YEAR)
        rows = cast("MatrixRows | None", found)
        self._page.matrix_pane.fill(kind, figures, self.ledger, query, self.by_id, look, rows)
        self._last.start()

    @Slot(object)
    def set_look(self, look: Look) -> None:
        """Have the cells of the matrix say something else, or be coloured by something else."""
        self.kept.set_look(look, figures=self._page.matrix_pane.kind is MatrixKind.INDICATOR_YEAR)
        self.show_matrix()

    # --- choosing rows

    def on_selection(self) -> None:
        """Follow the selection when the hand rests."""
        self._picked.start()

    @Slot()
    def _show_choice(self) -> None:
        if not self._session.is_open:
            return
        self.show_footer()
        row = self.current_row()
        self._page.chart.canvas.set_chosen(row.number if row is not None else -1)
        indicator = str(row.fields.get("indicator") or "") if row is not None else ""
        if row is not None and indicator and self.kind is Kind.SERIES and row.nature is not None:
            self.choose_indicator(indicator, row.issuer)

    def current_row(self) -> LedgerRow | None:
        """Return the row that keys are for."""
        index = self._page.table.currentIndex()
        return self._page.model.row_at(index.row()) if index.isValid() else None

    def show_entry(self, number: int) -> bool:
        """Choose an entry's row in the table; whether it is shown."""
        self._page.model.unfold_for(number)
        row = self._page.model.row_of_number(number)
        if row >= 0:
            self._page.table.choose_row(row)
        return row >= 0

    def id_of(self, number: int) -> AnnotationId | None:
        """Return the annotation of an entry."""
        found = self.ledger.rows([number])
        return found[0].id if found else None


def _unsorted(query: Query) -> Query:
    return replace(query, sort="", descending=False, group="")
