"""What the use cases and the command line say."""

from __future__ import annotations

from quandian.core import sentences

_SENTENCES: dict[str, sentences.Pair] = {
    "print.refused": (
        "没有打印：打印机“{name}”不接受。检查打印机，或换一台。",
        'Nothing was printed: the printer "{name}" refused. Check it, or choose another.',
    ),
    "import.folder_empty": (
        "文件夹“{name}”里没有能导入的报告。能导入的是：{kinds}。",
        'The folder "{name}" holds no report that can be imported. These can: {kinds}.',
    ),
    "quote.missing": (
        "这份报告里没有“{quote}”。检查文字是否逐字一致（空格和换行不计）。",
        '"{quote}" does not stand in this report. Check it word for word (blanks and line breaks do not count).',
    ),
    "quote.ambiguous": (
        "“{quote}”在这份报告里出现了 {count} 次。用 --nth 指明第几处，或者给出更长的引文。",
        '"{quote}" stands in this report {count} times. Say which one with --nth, or give a longer quote.',
    ),
    "report.ambiguous": (
        "有 {count} 份报告合于“{id}”。写全标题，或给出编号的更多位。",
        '{count} reports fit "{id}". Give the whole title, or more of the id.',
    ),
    "field.form": (
        "“{text}”不是“名称=值”的形式。",
        '"{text}" is not of the form NAME=VALUE.',
    ),
    "field.unknown": (
        "标签“{tag}”没有字段“{name}”。它的字段：{known}。",
        'The tag "{tag}" has no field "{name}". Its fields: {known}.',
    ),
    "open.mixed": (
        "一次只能打开一个项目（.quandian）、一个 quandian:// 链接，或者若干报告文件，不能混在一起。",
        "Open one project (.quandian), one quandian:// link, or report files, not several kinds at once.",
    ),
    "open.nothing_imported": (
        "给出的文件一份也没有导入，没有留下项目。",
        "None of the files could be imported; no project was left behind.",
    ),
    "open.no_display": (
        "这里没有可用的显示环境，打不开窗口。可以用 quandian screenshot、quandian export，或者加上 --headless。",
        "There is no display here to show a window on. Use quandian screenshot, quandian export, or add --headless.",
    ),
    "suggest.died": (
        "分析报告的后台程序意外结束，建议没有算完。再点“重新分析”；若仍然如此，查看日志。",
        "The background process that analyses reports ended early. Choose “Analyse again”; if it recurs, see the log.",
    ),
    "cli.suggested": (
        "为 {reports} 份报告准备好 {suggestions} 条建议。",
        "Suggestions ready: {suggestions}, in reports: {reports}.",
    ),
    "folder.unwritable": (
        "不能在“{path}”里建立文件。检查权限，或用 --folder 指定别的文件夹。",
        'Nothing can be written in "{path}". Check its permissions, or choose another folder with --folder.',
    ),
    "screenshot.unwritable": (
        "图片写不到“{name}”。检查文件夹是否存在、有没有写权限。",
        'The picture cannot be written to "{name}". Check that the folder exists and that you may write there.',
    ),
    "selftest.failed": (
        "自检没有通过：{step}。",
        "The self-test failed: {step}.",
    ),
    "cli.no_briefings": (
        "项目里还没有保存的简报。在窗口的“简报”页新建，或直接用 quandian export 写出。",
        "The project has no saved briefing. Make one on the Briefing page, or write one with quandian export.",
    ),
    "briefing.reports_gone": (
        "这份简报用的 {count} 份报告都已从项目里删除。撤销删除，或改简报的范围。",
        "All reports of this briefing ({count}) were deleted from the project. Undo that, or change its scope.",
    ),
    "briefing.unknown": (
        "项目里没有“{name}”这份简报。用 quandian briefings 列出已保存的简报。",
        'The project has no briefing "{name}". List the saved ones with quandian briefings.',
    ),
    "briefing.ambiguous": (
        "有 {count} 份简报叫“{name}”。请给出编号的前几位。",
        'There are {count} briefings "{name}". Give the first digits of an id.',
    ),
    "ledger.no_name": (
        "没有写合并成哪个指标名。选一个或写一个。",
        "It is not said which indicator name the others stand for. Choose or write one.",
    ),
    "ledger.not_told": (
        "“{name}”这种简报不收所选的标签。加入另一份，或新建一份。",
        '"{name}" is of a kind that does not tell of the selected tags. Take another briefing, or a new one.',
    ),
    "ledger.no_title": (
        "标题不能空着：报告在列表和简报里以标题出现。写上标题。",
        "The title cannot be empty: reports stand in lists and briefings by it. Write one.",
    ),
    "ledger.no_column": (
        "台账没有“{name}”这一列。可用的列：{known}。",
        'The ledger has no column "{name}". It has: {known}',
    ),
    "ledger.no_number": (
        "“{text}”不是数。写成 60亿、300 或 2.5 这样。",
        "“{text}” is no number. Write it like 300, 2.5 or 60亿.",
    ),
    "ledger.view_unknown": (
        "项目里没有“{name}”这个台账视图。用 quandian ledger 项目 --views 列出已保存的视图。",
        'The project has no view "{name}". List the saved ones with quandian ledger PROJECT --views.',
    ),
    "ledger.view_ambiguous": (
        "有 {count} 个台账视图叫“{name}”。请给出编号的前几位。",
        'There are {count} views "{name}". Give the first digits of an id.',
    ),
    "ledger.view_taken": (
        "已有叫“{name}”的台账视图。换一个名字。",
        'There is a view "{name}" already. Choose another name.',
    ),
    "ledger.view_no_name": (
        "视图没有名字：菜单里以名字找它。写上名字。",
        "The view has no name, and menus list it by its name. Write one.",
    ),
    "ledger.view_unnamed": ("未命名的视图", "Unnamed view"),
    "ledger.no_views": (
        "项目里还没有保存的台账视图。在窗口的“台账”页用“存为视图”保存。",
        "The project has no saved view of the ledger. Save one on the Ledger page with Save view.",
    ),
    "ledger.csv_rows_only": (
        "CSV 只有一张表：写出的是按组排好的各条，没有各组的合计。要合计，写成 .xlsx。",
        "CSV is one table: it has the rows in the order of the groups, not their sums. For those write .xlsx.",
    ),
    "ledger.all": ("合计", "Total"),
    "ledger.sum": ("{name}：{count} 条  {sums}", "{name} ({count})  {sums}"),
    "ledger.part": ("{sum}（{count}）", "{sum} ({count})"),
    "ledger.no_contradictions": ("没有说法不一的指标。", "No indicator is stated differently."),
    "ledger.stated": ("《{title}》{value}", '"{title}" {value}'),
    "cli.comma": ("，", ", "),
    "cli.semicolon": ("；", "; "),
    "cli.opened": ("已打开 {path}", "Opened {path}"),
    "cli.created": ("已建立 {path}", "Created {path}"),
    "cli.imported": ("已导入 {id}  {title}（{name}）", "Imported {id}  {title} ({name})"),
    "cli.notice": ("注意 {name}：{notice}", "Note on {name}: {notice}"),
    "cli.no_backups": (
        "“{path}”没有备份。打开有改动的项目时每天自动备份一次。",
        'There is no backup of "{path}". A project that changed is backed up once a day when it is opened.',
    ),
    "cli.how_to_restore": (
        "备份：quandian backups {path}；恢复：quandian restore 备份文件 --to 新文件.quandian",
        "Backups: quandian backups {path}; then: quandian restore BACKUP --to NEW.quandian",
    ),
    "cli.restored": ("已恢复到 {path}", "Restored to {path}"),
    "cli.kept_aside": ("原来的文件保留为 {path}", "What was there is kept as {path}"),
    "cli.already": ("已经在项目里：{name}（{id}）", "There already: {name} ({id})"),
    "cli.import_done": (
        "导入 {added} 份，已有 {already} 份，未能导入 {failed} 份。",
        "{added} imported, {already} there already, {failed} not imported.",
    ),
    "cli.annotated": ("已标注 {id}  {tag}  {start}–{end}  {quote}", "Tagged {id}  {tag}  {start}–{end}  {quote}"),
    "cli.own_form": (
        "这份简报用模板“{template}”，模板只用于 Word；这里按标准版式写。",
        'This briefing has the template "{template}", which is for Word; here it is written in the standard form.',
    ),
    "cli.exported": ("已写出 {path}", "Wrote {path}"),
    "cli.undone": ("已撤销：{label}", "Undone: {label}"),
    "cli.redone": ("已重做：{label}", "Redone: {label}"),
    "cli.check_clean": ("项目完好。", "The project is sound."),
    "cli.check_problems": ("发现 {count} 个问题。", "Problems found: {count}."),
    "cli.project": ("项目  {path}", "Project   {path}"),
    "cli.briefing": ("简报  {path}", "Briefing  {path}"),
    "cli.briefing_name": ("{name} 简报.docx", "{name} briefing.docx"),
    "cli.ledger_name": ("{name} 台账.xlsx", "{name} ledger.xlsx"),
    "cli.picture_name": ("{name} 界面.png", "{name} window.png"),
    "cli.picture": ("界面  {path}", "Window    {path}"),
    "cli.selftest_step": ("通过  {step}", "ok    {step}"),
    "cli.selftest_done": ("自检通过，用时 {seconds} 秒。", "Self-test passed in {seconds} s."),
    "cli.crash": (
        "程序出错了，这是圈点的问题，不是您的操作有误。已完成的操作都已保存。详情见 {path}",
        "Something went wrong in Quandian itself, not through what you did; all done before is saved. Details: {path}",
    ),
    "cli.interrupted": ("已中断。", "Interrupted."),
}

_LABELS: dict[str, sentences.Pair] = {
    "sample": ("建立示例项目", "Build the sample project"),
    "merge_names": ("合并指标名“{0}”", 'Merge indicator names "{0}"'),
    "split_names": ("拆开指标名“{0}”", 'Split indicator names "{0}"'),
    "briefing_add": ("新建简报“{0}”", 'New briefing "{0}"'),
    "briefing_edit": ("改简报的设置", "Change settings of a briefing"),
    "briefing_kind": ("改简报的种类", "Change the kind of a briefing"),
    "briefing_own": ("加减自己的章节", "Add or remove an own section"),
    "briefing_words": ("写简报的文字", "Write words in a briefing"),
    "briefing_heading": ("改章节标题", "Change a heading"),
    "briefing_title": ("改简报的标题", "Change the title of a briefing"),
    "briefing_charts": ("改简报的图表", "Change charts of a briefing"),
    "briefing_scope": ("改简报的范围", "Change the scope of a briefing"),
    "briefing_order": ("移动简报的内容", "Move a part of a briefing"),
    "briefing_sections": ("收入或不收入章节", "Take a section in or leave it out"),
    "briefing_items": ("收入或移出条目", "Take items in or leave them out"),
    "briefing_front": ("改主送、落款、版头或版记", "Change addressee, signature, red head or imprint"),
    "briefing_header": ("加减简报的页眉", "Add or remove the header of a briefing"),
    "briefing_template": ("换简报的模板", "Change the template of a briefing"),
    "briefing_remove": ("删除简报“{0}”", 'Delete briefing "{0}"'),
    "view_add": ("存为台账视图“{0}”", 'Save ledger view "{0}"'),
    "view_replace": ("更新台账视图“{0}”", 'Update ledger view "{0}"'),
    "view_rename": ("改台账视图的名字为“{0}”", 'Rename a ledger view to "{0}"'),
    "view_remove": ("删除台账视图“{0}”", 'Delete ledger view "{0}"'),
    "break": ("标记“{0}”口径变化", 'Mark a changed definition of "{0}"'),
}


def register_all() -> None:
    """Make the sentences known."""
    sentences.register(_SENTENCES)
    sentences.register_labels(_LABELS)
