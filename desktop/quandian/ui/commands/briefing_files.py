"""A briefing as a file and on paper: where to, in which format, how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPainter

from quandian.core.errors import UserError
from quandian.tasks import places
from quandian.tasks.briefing import plan_job
from quandian.tasks.templates import template_job
from quandian.ui.files import choose_save
from quandian.ui.page_layout import Pages
from quandian.ui.page_painter import first_page, paint_page
from quandian.ui.printing import page_numbers, paint, write_pdf

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from quandian.tasks.template_look import TemplateLook
    from quandian.ui.main_window import MainWindow
    from quandian.ui.pages.briefing import BriefingPage

_PLAIN = 584  # px of the width of a page in the gallery of templates: twice what it shows
_PREVIEWED = 300  # pages; the preview of the system draws all of them at once


class BriefingFiles(QObject):
    """Writes and prints the open briefing."""

    def __init__(self, window: MainWindow, page: BriefingPage) -> None:
        super().__init__(window)
        self._window, self._page, self._session = window, page, window.session
        self._written: Path | None = None
        self._printer: QPrinter | None = None

    def run(self, verb: str) -> None:
        """Do ``export_FORMAT``, ``export_marked``, ``preview`` or ``print``."""
        if self._page.desk.current is None:
            return
        if verb in ("print", "preview", "export_marked"):
            getattr(self, verb)()
            return
        kinds = {
            "export_word": ("docx", self.tr("Word 文档 (*.docx)")),
            "export_pdf": ("pdf", self.tr("PDF 文档 (*.pdf)")),
            "export_html": ("html", self.tr("网页 (*.html)")),
            "export_markdown": ("md", self.tr("Markdown 文本 (*.md)")),
        }
        suffix, filters = kinds[verb]
        choose_save(
            self._window,
            self.tr("导出简报"),
            filters,
            self.export_to,
            suggestion=self._suggested(suffix),
            suffix=suffix,
        )

    def export_marked(self) -> None:
        """Write the original texts of the briefing's reports with their annotations as comments."""
        chosen = self._page.desk.plan.report_ids
        reports = self._session.project.reports()
        self._window.marked_files.ask([one.id for one in reports if chosen is None or one.id in chosen])

    def _suggested(self, suffix: str) -> Path:
        settings = self._window.settings
        folder = Path(settings.last_export_folder) if settings.last_export_folder else self._session.project.path.parent
        if not folder.is_dir():
            folder = places.documents_dir()
        made, current = self._page.desk.now, self._page.desk.current
        name = made.briefing.title if made is not None else current.name if current is not None else ""
        safe = "".join("_" if char in '\\/:*?"<>|\n\r\t' else char for char in name).strip(" .")[:80]
        return places.free_path(folder / f"{safe or self.tr('简报')}.{suffix}")

    def export_to(self, paths: list[Path]) -> None:
        """Write the open briefing to a path; its ending is the format."""
        target, desk = paths[0], self._page.desk
        if desk.current is None:
            return
        self._window.settings.last_export_folder = str(target.parent)
        project, plan = self._session.project, desk.plan
        with self._session.telling():
            if plan.template and target.suffix.lower() == ".docx":
                work = template_job(project, plan, target)
            else:
                work = plan_job(project, plan, target, desk.fonts, {".pdf": write_pdf}, page_numbers)
            job = self._window.jobs.start(self.tr("导出简报"), work)
            job.exports = True
            job.succeeded.connect(self._on_written)

    @Slot(object)
    def _on_written(self, target: Path) -> None:
        self._written = target
        words = self.tr("已导出“{0}”，存在 {1}").format(target.name, target.parent)
        self._page.settings.show_done(words)
        self._session.say(self.tr("已导出“{0}”").format(target.name))

    @Slot()
    def open_written(self) -> None:
        """Open what was written last."""
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    @Slot()
    def choose_template(self) -> None:
        """Show the gallery of Word templates."""
        from quandian.ui.dialogs.templates import choose_template

        pages = self._pages()
        plain = first_page(pages, _PLAIN) if pages is not None else None
        choose_template(self._window, self._on_template, self._page.desk.plan.template, plain)

    def _on_template(self, name: str) -> None:
        self._page.desk.edit({"template": name})

    @Slot()
    def look_at_template(self) -> None:
        """Fill the chosen template and show its first page: the pages of the preview are those of the official form."""
        from quandian.tasks.template_look import look_job

        desk = self._page.desk
        if desk.current is not None and desk.plan.template:
            with self._session.telling():
                job = self._window.jobs.start(self.tr("填写模板"), look_job(self._session.project, desk.plan))
                job.succeeded.connect(self._on_look)

    @Slot(object)
    def _on_look(self, look: TemplateLook) -> None:
        from quandian.ui.briefing.template_look import TemplateLookDialog

        TemplateLookDialog(look, Path(self._page.desk.plan.template).stem, self._window).open()

    # --- paper

    def _pages(self) -> Pages | None:
        return self._page.desk.now.pages if self._page.desk.now is not None else None

    def _new_printer(self) -> QPrinter:
        from PySide6.QtPrintSupport import QPrinter

        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        margins = QMarginsF(0, 0, 0, 0)
        made.setFullPage(True)
        made.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins))
        current = self._page.desk.current
        made.setDocName(current.name if current is not None else "")
        return made

    def print(self) -> None:
        """Show the print dialog of the system."""
        from PySide6.QtPrintSupport import QPrintDialog

        pages = self._pages()
        if pages is None:
            return
        self._printer = self._new_printer()
        dialog = QPrintDialog(self._printer, self._window)
        dialog.setWindowTitle(self.tr("打印简报"))
        dialog.setMinMax(1, len(pages.pages))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.accepted.connect(self._on_print)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    @Slot()
    def _on_print(self) -> None:
        pages, printer = self._pages(), self._printer
        if pages is not None and printer is not None:
            first, last = printer.fromPage() or 1, printer.toPage() or len(pages.pages)
            job = self._window.jobs.start_sliced(self.tr("打印简报"), print_steps(pages, printer, first, last))
            job.exports = True

    def preview(self) -> None:
        """Show the preview dialog of the system; the page already shows the same pages."""
        from PySide6.QtPrintSupport import QPrintPreviewDialog

        pages = self._pages()
        if pages is None:
            return
        if len(pages.pages) > _PREVIEWED:
            self.print()
            return
        self._printer = self._new_printer()
        dialog = QPrintPreviewDialog(self._printer, self._window)
        dialog.setWindowTitle(self.tr("打印预览"))
        dialog.resize(self._window.size() * 0.8)
        dialog.paintRequested.connect(self._on_paint)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def _on_paint(self, printer: QPrinter) -> None:
        pages = self._pages()
        if pages is not None:
            paint(pages, printer)


def print_steps(pages: Pages, printer: QPrinter, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Print pages one by one; each is a step. A print that is given up is taken back."""
    last = min(last, len(pages.pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("print.refused", name=printer.printerName() or "PDF")
    done = False
    try:
        for n, number in enumerate(range(first, last + 1)):
            yield n, last - first + 1
            if n:
                printer.newPage()
            painter.save()
            scale = printer.logicalDpiX() / 720
            painter.scale(scale, scale)
            paint_page(painter, pages, number)
            painter.restore()
        done = True
    finally:
        if not done:
            printer.abort()
        painter.end()
