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
        "history.nothing": (
            "那时还没有“{name}”，不能恢复。换一个时间。",
            '"{name}" was not there at that time. Choose another time.',
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
        "merge_choices": ("合并时的选择", "Choices in a merge"),
        "merge_tag": ("并入标签“{0}”", 'Merge tag "{0}"'),
        "settle": ("处理冲突", "Settle a conflict"),
        "shared": ("从共享文件夹并入", "Take in from the shared folder"),
        "restore": ("恢复到 {0} 的状态", "Restore as of {0}"),
        "restore_codebook": ("标签恢复到 {0} 的状态", "Restore the codebook as of {0}"),
    }
)
