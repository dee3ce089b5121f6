"""Charts of a Word document as DrawingML (ISO/IEC 29500-1, 21.2): drawn by Word itself, in greys for printing."""

from __future__ import annotations

import math

from quandian.core.briefing_tree import Chart, ChartForm, Line
from quandian.writing import chart_shapes
from quandian.writing.markup import PROLOG, attribute, clean

_MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus")
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EMU = 36_000  # per mm
_AXIS_ROOM, _UNIT_ROOM, _NAMES_ROOM = 52.0, 24.0, 10.0  # that Word needs more than the drawing, of its width of 640
_HIDDEN = "".join(
    f'<c:{name} val="0"/>'
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
)
_SHOWN = _HIDDEN.replace('<c:showVal val="0"/>', '<c:showVal val="1"/>')
WIDTH, MOST = 150, 200  # mm


def drawing(rid: str, number: int, chart: Chart) -> str:
    """Return the run that shows ``chart``, the document's ``number``th, with words for those who cannot see it."""
    words = f"{chart.label} {chart.caption}"
    height = min(MOST, round(sum(_foot(chart)) * WIDTH / chart_shapes.WIDTH))
    size = f'cx="{WIDTH * _EMU}" cy="{height * _EMU}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{attribute(words)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_CHARTS}">'
        f'<c:chart xmlns:c="{_CHARTS}" r:id="{rid}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def chart_xml(chart: Chart, font: str, latin: str) -> str:
    """Return the chart part."""
    start, end, step = chart_shapes.axis(chart)
    rows = "".join(_line(n, line, chart, _text(font, latin)) for n, line in enumerate(chart.lines))
    plot, below = _layouts(chart)
    legend = (
        f'<c:legend><c:legendPos val="b"/>{below}<c:overlay val="0"/>{_text(font, latin)}</c:legend>'
        if len(chart.lines) > 1
        else ""
    )
    unit = (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:p><a:pPr>{_run(font, latin, "a:defRPr")}</a:pPr>'
        f"<a:r>{_run(font, latin, 'a:rPr')}<a:t>{clean(chart.unit)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )
    line = '<a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln>'
    faint = '<a:ln w="3175"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln>'
    kind, head, tail = _kind(chart)
    lying = chart.form is ChartForm.ROWS
    names, values = ("l", "b") if lying else ("b", "l")
    order = "maxMin" if lying else "minMax"  # the first name stands on top
    return (
        f'{PROLOG}<c:chartSpace xmlns:c="{_CHARTS}" xmlns:a="{_MAIN}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{plot}<c:{kind}>{head}<c:varyColors val="0"/>{rows}{tail}'
        f'<c:axId val="1"/><c:axId val="2"/></c:{kind}>'
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{names}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr>{line}</c:spPr>{_text(font, latin)}<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{end:.10g}"/><c:min val="{start:.10g}"/></c:scaling>'
        '<c:delete val="0"/>'
        f'<c:axPos val="{values}"/><c:majorGridlines><c:spPr>{faint}</c:spPr></c:majorGridlines>{unit}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr>{line}</c:spPr>{_text(font, latin)}<c:crossAx val="1"/>'
        f'<c:crosses val="{"max" if lying else "autoZero"}"/><c:majorUnit val="{step:.10g}"/></c:valAx>'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _foot(chart: Chart) -> tuple[float, float]:
    """Return where the legend begins and how high it is: entries in columns, with a piece of line before each."""
    begin = chart_shapes.places(chart).legend + (_AXIS_ROOM if chart.form is ChartForm.ROWS else _NAMES_ROOM)
    if len(chart.lines) < 2:
        return begin, 0.0
    sign = 84 if chart.form is ChartForm.LINE else 34
    columns = int((chart_shapes.WIDTH - 24) // (max(chart_shapes.width_of(line.name) for line in chart.lines) + sign))
    return begin, math.ceil(len(chart.lines) / max(columns, 1)) * 25.0 + 8


def _layouts(chart: Chart) -> tuple[str, str]:
    """Return where plot and legend are: as in the drawing, else long names of series would press the plot together."""
    drawn = chart_shapes.places(chart)
    begin, legend_height = _foot(chart)
    left = drawn.left + (0 if chart.form is ChartForm.ROWS else _UNIT_ROOM)
    plot = (left, drawn.top, drawn.right - left, drawn.bottom - drawn.top)
    legend = (12.0, begin, chart_shapes.WIDTH - 24, legend_height)

    def laid(area: tuple[float, float, float, float], target: str) -> str:
        sides = zip("xywh", area, (chart_shapes.WIDTH, begin + legend_height) * 2, strict=True)
        shares = "".join(f'<c:{side} val="{value / whole:.4f}"/>' for side, value, whole in sides)
        modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
        return f"<c:layout><c:manualLayout>{target}{modes}{shares}</c:manualLayout></c:layout>"

    return laid(plot, '<c:layoutTarget val="inner"/>'), laid(legend, "")


def _kind(chart: Chart) -> tuple[str, str, str]:
    """Return the element of a kind of chart, what stands before its series and what behind."""
    if chart.form is ChartForm.LINE:
        return "lineChart", '<c:grouping val="standard"/>', '<c:marker val="1"/>'
    grouping = "stacked" if chart.stacked else "clustered"
    direction = "bar" if chart.form is ChartForm.ROWS else "col"
    overlap = '<c:overlap val="100"/>' if chart.stacked else ""
    head = f'<c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
    return "barChart", head, f'<c:gapWidth val="60"/>{overlap}'


def _line(n: int, line: Line, chart: Chart, text: str) -> str:
    tone = chart_shapes.grey_of(chart, n)[1:].upper()
    grey = f'<a:solidFill><a:srgbClr val="{tone}"/></a:solidFill>'
    if chart.form is not ChartForm.LINE:
        filled = f'<a:noFill/><a:ln w="15875">{grey}</a:ln>' if line.aim else grey
        look = f'<c:spPr>{filled}</c:spPr><c:invertIfNegative val="0"/>'
    else:
        dashes = '<a:prstDash val="dash"/>' if line.aim else ""
        look = (
            f'<c:spPr><a:ln w="19050">{grey}{dashes}</a:ln></c:spPr><c:marker>'
            f'<c:symbol val="{_MARKERS[n % len(_MARKERS)]}"/><c:size val="6"/>'
            f"<c:spPr>{grey}</c:spPr></c:marker>"
        )
    names = "".join(f'<c:pt idx="{k}"><c:v>{clean(name)}</c:v></c:pt>' for k, name in enumerate(chart.categories))
    values = "".join(
        f'<c:pt idx="{k}"><c:v>{value:.10g}</c:v></c:pt>' for k, value in enumerate(line.values) if value is not None
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    ink = "FFFFFF" if chart.stacked and tone < "6" else "000000"  # labels lie on stacked bars
    text = text.replace('b="0">', f'b="0"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>')
    smooth = '<c:smooth val="0"/>' if chart.form is ChartForm.LINE else ""
    return (
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:v>{clean(line.name)}</c:v></c:tx>{look}'
        f"{_labels(n, chart, text)}"
        f"<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}{values}</c:numLit></c:val>{smooth}</c:ser>"
    )


def _labels(n: int, chart: Chart, text: str) -> str:
    """Return where the values of a series stand: as in the drawing, so that none covers another."""
    count = len(chart.categories)
    form = '<c:numFmt formatCode="#,##0;-#,##0;" sourceLinked="0"/>' if chart.stacked else ""  # noughts say nothing
    ground = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if chart.form is ChartForm.LINE else "<a:noFill/>"
    look = f"{form}<c:spPr>{ground}</c:spPr>{text}"
    own, shown, place = "", True, ""
    if chart.form is ChartForm.LINE:
        places = chart_shapes.label_places(chart)
        shown = bool(places)
        known = [(k, places[n, k]) for k in range(count) if (n, k) in places]
        own = "".join(f'<c:dLbl><c:idx val="{k}"/>{look}<c:dLblPos val="{at}"/>{_SHOWN}</c:dLbl>' for k, at in known)
    elif chart.stacked:
        thin = chart_shapes.thin_parts(chart)
        own = "".join(f'<c:dLbl><c:idx val="{k}"/><c:delete val="1"/></c:dLbl>' for k in range(count) if (n, k) in thin)
    else:
        shown, place = chart_shapes.bars_labelled(chart), '<c:dLblPos val="outEnd"/>'
    return f"<c:dLbls>{own}{look}{place}{_SHOWN if shown else _HIDDEN}</c:dLbls>"


def _run(font: str, latin: str, element: str) -> str:
    return (
        f'<{element} sz="1050" b="0"><a:latin typeface="{attribute(latin)}"/><a:ea typeface="{attribute(font)}"/>'
        f"</{element}>"
    )


def _text(font: str, latin: str) -> str:
    return f"<c:txPr><a:bodyPr/><a:p><a:pPr>{_run(font, latin, 'a:defRPr')}</a:pPr></a:p></c:txPr>"
