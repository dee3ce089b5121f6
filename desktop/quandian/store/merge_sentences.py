"""What merging says: failures, what could not be placed, and the names of its steps."""

from __future__ import annotations

from quandian.core import sentences

sentences.register(
    {
        "merge.itself": (
            "“{path}”就是现在打开的项目。选择另一份项目或共享包。",
            '"{path}" is the project that is open now. Choose another project or package.',
        ),
        "merge.untrusted": (
            "“{path}”里有圈点不会写出的内容（{what}），没有合并。请发送的人检查后重新分享。",
            '"{path}" holds what no Quandian writes ({what}); nothing was merged. Ask for another copy.',
        ),
        "merge.stale": (
            "看预览时项目又有改动，没有合并。重新预览后再合并。",
            "The project changed while the preview was open; nothing was merged. Preview again, then merge.",
        ),
        "merge.no_text": (
            "对方的文件里缺少报告《{title}》的原文，没有合并。请对方重新分享。",
            'The other file lacks the text of "{title}"; nothing was merged. Ask for another copy.',
        ),
        "merge.words_missing": (
            "在原文里找不到这段文字，没有并入。在对方的项目里核对这条标注。",
            "These words are not in the text, so it was not taken in. Look at it in the other project.",
        ),
        "merge.words_twice": (
            "这段文字在原文里不止一处，留在对方的报告上。在这里重新标注。",
            "These words stand in several places, so it stays on the other report. Tag them here yourself.",
        ),
        "merge.nothing": ("对方没有这里缺少的内容。", "The others have nothing that this project lacks."),
        "merge.source": (
            "{name}：{author} {at} 最后改动，上次相同 {met}",
            "{name}: last changed by {author} {at}, last alike {met}",
        ),
        "merge.conflict": (
            "  需要选择：“{name}” {field}  我的：{mine}  {author}：{theirs}",
            '  To choose: "{name}" {field}  mine: {mine}  {author}: {theirs}',
        ),
        "merge.field.deletion": ("一边删除、一边修改", "deleted on one side, changed on the other"),
        "merge.field.span": ("范围", "range"),
        "merge.field.note": ("备注", "note"),
        "merge.field.status": ("核对状态", "status"),
        "merge.field.tag_id": ("标签", "tag"),
        "merge.field.title": ("标题", "title"),
        "merge.field.name": ("名称", "name"),
        "merge.field.value": ("值", "value"),
        "merge.field.verdict": ("结论", "verdict"),
        "merge.tag": ("  标签“{name}”并入“{target}”", '  Tag "{name}" becomes "{target}"'),
        "merge.near": (
            "  《{title}》近于《{here}》：{count} 条标注，文字相同 {exact}、相近 {nearly}、找不到 {missed}（--align）",
            '  "{title}" is almost "{here}": of {count}, same words {exact}, like {nearly}, none {missed} (--align)',
        ),
        "merge.nearly": (
            "    对方 {quote}  这里 {here}",
            "    there {quote}  here {here}",
        ),
        "merge.no_such_item": (
            "预览里没有“{name}”。组名有：{known}；单项的名称见 --plan --json。",
            'The preview has no "{name}". Groups: {known}; see --plan --json for single items.',
        ),
        "merge.done": (
            "并入 {taken} 项，留下 {left} 项，处理冲突 {conflicts} 处。可以撤销。",
            "Taken in: {taken}, left: {left}, conflicts settled: {conflicts}. It can be undone.",
        ),
        "merge.kind.new_report": ("新报告", "New reports"),
        "merge.kind.changed_report": ("修改的报告信息", "Changed report details"),
        "merge.kind.deleted_report": ("删除的报告", "Deleted reports"),
        "merge.kind.new_annotation": ("新标注", "New annotations"),
        "merge.kind.changed_annotation": ("修改的标注", "Changed annotations"),
        "merge.kind.deleted_annotation": ("删除的标注", "Deleted annotations"),
        "merge.kind.new_link": ("新关联", "New relations"),
        "merge.kind.changed_link": ("修改的关联", "Changed relations"),
        "merge.kind.deleted_link": ("删除的关联", "Deleted relations"),
        "merge.kind.new_tag": ("新标签", "New tags"),
        "merge.kind.changed_tag": ("标签改动", "Changed tags"),
        "merge.kind.deleted_tag": ("删除的标签", "Deleted tags"),
        "merge.kind.setting": ("项目设置", "Project settings"),
        "merge.kind.decision": ("审核决定", "Review decisions"),
        "history.undo": ("撤销：", "Undo: "),
        "history.redo": ("重做：", "Redo: "),
        "history.restored": ("已恢复，可以撤销。", "Restored; it can be undone."),
        "history.none": ("没有这样的记录。", "There is nothing of that kind in the history."),
        "history.same": ("现在就是那时的样子，没有改动。", "It is as it was then; nothing changed."),
        "history.same_but": (
            "除了后来添加、正在使用的{names}，标签就是那时的样子，没有改动。",
            "But for {names}, added since and in use, the codebook is as it was then; nothing changed.",
        ),
        "history.kept": (
            "后来添加、正在使用的{names}保留不动。",
            "{names}, added since and in use, stay as they are.",
        ),
        "history.tag": ("“{name}”（{count} 条标注）", "“{name}” ({count} annotations)"),
        "history.unknown": (
            "没有编号为“{name}”的标注。用 quandian history 项目 --json 查编号。",
            'No annotation has the id "{name}". Look for ids with: quandian history PROJECT --json.',
        ),
        "history.nothing": (
            "那时还没有“{name}”，不能恢复。换一个时间。",
            '"{name}" was not there at that time. Choose another time.',
        ),
        "history.no_codebook": (
            "那时还没有这个项目，标签不能恢复。换一个时间。",
            "The project was not there at that time. Choose another time.",
        ),
        "history.time": (
            "看不懂时间“{text}”。写成 2026-03-08 或 2026-03-08T17:20。",
            'The time "{text}" is not understood. Write 2026-03-08 or 2026-03-08T17:20.',
        ),
    }
)

sentences.register_labels(
    {
        "merge": ("合并“{0}”", 'Merge "{0}"'),
        "edit_many": ("修改标注", "Edit annotations"),  # in the log of projects that took masked packages in before
        "merge_choices": ("合并时的选择", "Choices in a merge"),
        "merge_tag": ("并入标签“{0}”", 'Merge tag "{0}"'),
        "settle": ("处理冲突", "Settle a conflict"),
        "shared": ("从共享文件夹并入", "Take in from the shared folder"),
        "restore": ("恢复到 {0} 的状态", "Restore as of {0}"),
        "restore_codebook": ("标签恢复到 {0} 的状态", "Restore the codebook as of {0}"),
    }
)

sentences.register(
    {
        "wrong.place": ("引文与原文对不上", "quotes that are not in the text"),
        "wrong.change": ("读不通的改动记录", "changes that make no sense"),
        "wrong.size": ("数量或大小不合常理", "an absurd number or size"),
        "wrong.hash": ("内容与校验值不符", "contents that do not match their checksum"),
        "wrong.value": ("不合规格的值", "values of no known form"),
        "wrong.time": ("不可能的时间", "an impossible time"),
        "wrong.endless": ("读不完的内容", "contents that cannot be read to an end"),
        "wrong.shape": ("不是圈点的表或编号", "tables or ids of no Quandian"),
    }
)

_KINDS = {
    "place": ("place", "part of a place", "passage", "passages"),
    "size": ("too many", "too many operations", "too big", "count", "depth", "image length", "operation length"),
    "hash": ("text", "text hash", "text length", "file hash", "text is not what its name says",
             "file is not what its name says"),
    "value": ("form", "word", "number", "field", "fields", "field name", "tag fields", "setting", "columns"),
    "time": ("operation time", "operation clock"),
    "endless": ("time",),
    "shape": ("schema", "table", "row id", "report id", "reference", "member", "header"),
}  # fmt: skip
_KIND_OF = {what: kind for kind, found in _KINDS.items() for what in found}


def wrong_words(what: object) -> str:
    """Return in words what kind of thing no Quandian writes; ``what`` is the error that names it, or its name."""
    return sentences.sentence(f"wrong.{_KIND_OF.get(str(what), 'change')}")
