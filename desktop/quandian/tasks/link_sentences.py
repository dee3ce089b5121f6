"""What users are told of links to passages, of registering their scheme and of templates."""

from __future__ import annotations

from quandian.core.sentences import register

_SENTENCES = {
    "passage.invalid": (
        "“{link}”不是圈点的出处链接。链接写作 quandian://passage/报告编号/标注编号。",
        '"{link}" is no link to a passage. Such links read quandian://passage/REPORT/ANNOTATION.',
    ),
    "passage.unknown": (
        "最近的项目里都没有这条出处所在的报告。打开它所在的项目，圈点就会转到那一段。",
        "None of the recent projects holds the report of this passage. Open its project and Quandian goes there.",
    ),
    "passage.not_found": (
        "最近的项目和文档文件夹里都没有这条出处所在的报告。先打开它所在的项目，再试一次。",
        "Neither recent projects nor the documents folder hold the report of this passage. Open its project first.",
    ),
    "passage.gone": (
        "这条标注已经删除，这里是它所在的报告。",
        "This annotation has been deleted; this is the report it was in.",
    ),
    "passage.found": ("{path}\n《{title}》第{paragraph}段：{quote}", "{path}\n{title}, para. {paragraph}: {quote}"),
    "passage.found_report": ("{path}\n《{title}》", "{path}\n{title}"),
    "register.done": (
        "已为当前用户登记 quandian:// 链接：点出处就会打开圈点。",
        "quandian:// links are registered for this user: a click on a citation opens Quandian.",
    ),
    "register.undone": (
        "已取消登记 quandian:// 链接。",
        "quandian:// links are no longer registered for this user.",
    ),
    "register.macos": (
        "macOS 只认应用程序包里登记的链接。安装圈点的应用程序包；或者用 quandian open 加链接打开。",
        "macOS takes link schemes from application bundles only. Install the bundle, or use quandian open LINK.",
    ),
    "register.unwritable": (
        "写不进“{path}”，没有登记。检查这个文件夹的权限，再试一次。",
        '"{path}" cannot be written; nothing was registered. Check its permissions and try again.',
    ),
    "template.kept": (
        "“{name}”删不掉。可能正在 Word 里打开；关闭它再试一次。",
        '"{name}" cannot be removed. It may be open in Word; close it and try again.',
    ),
}


def register_all() -> None:
    """Register the sentences."""
    register(_SENTENCES)
