/// The part of a drawing that fits one width: a run of columns.
struct DrawingPanel {
  /// A column of the drawing: where its centre stands.
  private struct Column {
    var left = 0
    var right = 0
    var center = 0
  }

  private let columns: Range<Int>
  private let layout: [Column]
  /// Places in the plan's items.
  private let items: [Int]
  private let prefix: Int
  private let width: Int
  private let isUnicode: Bool
  private let isLast: Bool

  /// Beyond so many wires a panel leaves out those on which nothing happens in it.
  private static let manyWires = 32

  /// Cuts the columns of a plan into panels.
  static func panels(of plan: DrawingPlan, width: Int, isUnicode: Bool) -> [DrawingPanel] {
    guard !plan.labels.isEmpty else { return [] }
    let prefix = plan.labels.map(\.columns).max() ?? 0
    var layout = Array(repeating: Column(), count: plan.columnCount)
    var items = Array(repeating: [Int](), count: plan.columnCount)
    for (index, item) in plan.items.enumerated() {
      let (left, right) = item.halves
      layout[item.column].left = max(layout[item.column].left, left)
      layout[item.column].right = max(layout[item.column].right, right)
      items[item.column].append(index)
    }
    var panels: [DrawingPanel] = []
    var start = 0
    repeat {
      var position = prefix + (start == 0 ? 1 : 2)
      var end = start
      while end < layout.count {
        let next = position + layout[end].left + layout[end].right + 2
        guard next < width || end == start else { break }
        layout[end].center = position + layout[end].left
        position = next
        end += 1
      }
      panels.append(
        DrawingPanel(
          columns: start..<end, layout: layout, items: items[start..<end].flatMap(\.self), prefix: prefix,
          width: min(width, position + (end < layout.count ? 1 : 0)), isUnicode: isUnicode, isLast: end == layout.count)
      )
      start = end
    } while start < layout.count
    return panels
  }

  // MARK: Rows

  /// The panel's lines: two rows a wire, the lower of which is the upper of the next, and one above all.
  func rows(of plan: DrawingPlan) -> [String] {
    let visible = visibleWires(of: plan)
    var rowOfWire = Array(repeating: -1, count: plan.labels.count)
    for (place, wire) in visible.enumerated() { rowOfWire[wire] = 2 * place + 1 }
    var canvas = DrawingCanvas(width: width, height: 2 * visible.count + 1, isUnicode: isUnicode)
    for wire in visible { drawWire(wire, row: rowOfWire[wire], plan, &canvas) }
    for index in items {
      let item = plan.items[index]
      let center = layout[item.column].center
      if let link = item.link { drawLink(link, item, rowOfWire, &canvas) }
      for part in item.parts { draw(part, span: item.span, center: center, rowOfWire, &canvas) }
    }
    return canvas.rows()
  }

  private func visibleWires(of plan: DrawingPlan) -> [Int] {
    guard plan.labels.count > Self.manyWires else { return Array(plan.labels.indices) }
    var isVisible = Array(repeating: false, count: plan.labels.count)
    for index in items where !plan.items[index].isBoundary {
      for wire in plan.items[index].span { isVisible[wire] = true }
    }
    if !isVisible.contains(true) { isVisible[0] = true }
    return isVisible.indices.filter { isVisible[$0] }
  }

  private func drawWire(_ wire: Int, row: Int, _ plan: DrawingPlan, _ canvas: inout DrawingCanvas) {
    let label = plan.labels[wire]
    canvas.write(label, row: row, column: prefix - label.columns)
    let lines: DrawingCanvas.Lines = wire < plan.qubitWires ? .wire : .doubleWire
    for column in prefix..<width { canvas.join(lines, row: row, column: column) }
    if columns.lowerBound > 0 { canvas.write(isUnicode ? "«" : "<", row: row, column: prefix) }
    if !isLast { canvas.write(isUnicode ? "»" : ">", row: row, column: width - 1) }
  }

  /// Connects the parts of an item; boxes are met at their edges.
  private func drawLink(
    _ link: ClosedRange<Int>, _ item: DrawingItem, _ rowOfWire: [Int], _ canvas: inout DrawingCanvas
  ) {
    let column = layout[item.column].center
    let (top, bottom) = (rowOfWire[link.lowerBound], rowOfWire[link.upperBound])
    var box = 0..<0
    for case .box(let wires, _) in item.parts {
      let rows = wires.map { rowOfWire[$0] }
      if let first = rows.min(), let last = rows.max() { box = first - 1..<last + 2 }
    }
    for row in top...bottom {
      let isInBox = box.contains(row)
      if row > top, !isInBox || row == box.lowerBound { canvas.join(.up, row: row, column: column) }
      if row < bottom, !isInBox || row == box.upperBound - 1 { canvas.join(.down, row: row, column: column) }
    }
  }

  private func draw(
    _ part: DrawingItem.Part, span: ClosedRange<Int>, center: Int, _ rowOfWire: [Int], _ canvas: inout DrawingCanvas
  ) {
    switch part {
    case .box(let wires, let label): drawBox(wires.map { rowOfWire[$0] }, label, center, &canvas)
    case .block(let wires, let label): drawBlock(wires.map { rowOfWire[$0] }, label, center, &canvas)
    case .text(let wire, let text):
      canvas.write(text, row: rowOfWire[wire], column: center - DrawingItem.centred(text.columns).left)
    case .measurement(let wire, let register, let bit):
      drawMeasurement(rowOfWire[wire], register.map { rowOfWire[$0] }, bit, center, &canvas)
    case .barrier(let wires):
      let rows = Set(wires.map { rowOfWire[$0] })
      for row in rows {
        canvas.write(isUnicode ? "░" : ":", row: row, column: center)
        if rows.contains(row + 2) { canvas.write(isUnicode ? "░" : ":", row: row + 1, column: center) }
      }
    case .bracket(let label):
      let top = rowOfWire[span.lowerBound]
      canvas.write(label, row: top - 1, column: center)
      for row in top...rowOfWire[span.upperBound] { canvas.write(isUnicode ? "┊" : "|", row: row, column: center) }
    case .boundary(let label):
      canvas.write(label, row: 0, column: center)
      for row in 1..<canvas.height - 1 {
        if isUnicode {
          canvas.join(.doubleVertical, row: row, column: center)
        } else {
          canvas.write("#", row: row, column: center)
        }
      }
    }
  }

  private func drawMeasurement(
    _ row: Int, _ register: Int?, _ bit: String, _ center: Int, _ canvas: inout DrawingCanvas
  ) {
    drawFrame(from: row, to: row, left: center - 1, right: center + 1, [], &canvas)
    canvas.write("M", row: row, column: center)
    guard let register else { return }
    canvas.join(.doubleDown, row: row + 1, column: center)
    for row in row + 2..<register { canvas.join(.doubleVertical, row: row, column: center) }
    canvas.join(.doubleUp, row: register, column: center)
    canvas.write(bit, row: register + 1, column: center - DrawingItem.centred(bit.columns).left)
  }

  // MARK: Boxes

  private func drawBlock(_ rows: [Int], _ label: String, _ center: Int, _ canvas: inout DrawingCanvas) {
    guard let top = rows.min(), let bottom = rows.max() else { return }
    let left = center - DrawingItem.centred(label.columns + 4).left
    drawFrame(from: top, to: bottom, left: left, right: left + label.columns + 3, [], &canvas)
    canvas.write(label, row: (top + bottom) / 2, column: left + 2)
  }

  private func drawBox(_ rows: [Int], _ label: String, _ center: Int, _ canvas: inout DrawingCanvas) {
    guard let top = rows.min(), let bottom = rows.max() else { return }
    let boxWidth = DrawingItem.boxWidth(wires: rows, label: label)
    let left = center - DrawingItem.centred(boxWidth).left
    let right = left + boxWidth - 1
    let passing = Set(stride(from: top, through: bottom, by: 2)).subtracting(rows)
    drawFrame(from: top, to: bottom, left: left, right: right, passing, &canvas)
    guard rows.count > 1 else {
      canvas.write(label, row: top, column: left + 2)
      return
    }
    for (number, row) in rows.enumerated() { canvas.write("\(number)", row: row, column: left + 1) }
    let middle = (top + bottom) / 2
    canvas.write(
      label, row: passing.contains(middle) ? middle - 1 : middle,
      column: left + 2 + DrawingItem.numberWidth(wires: rows))
  }

  /// The sides of a box with nothing in it; the wires of `passing` rows run through.
  private func drawFrame(
    from top: Int, to bottom: Int, left: Int, right: Int, _ passing: Set<Int>, _ canvas: inout DrawingCanvas
  ) {
    for column in left + 1..<right {
      canvas.join(.wire, row: top - 1, column: column)
      canvas.join(.wire, row: bottom + 1, column: column)
    }
    for row in top...bottom {
      if !row.isMultiple(of: 2), !passing.contains(row) {
        canvas.join([.left, .vertical], row: row, column: left, replacing: true)
        canvas.join([.right, .vertical], row: row, column: right, replacing: true)
      } else {
        canvas.join(.vertical, row: row, column: left)
        canvas.join(.vertical, row: row, column: right)
      }
      guard !passing.contains(row) else { continue }
      for column in left + 1..<right { canvas.write(" ", row: row, column: column) }
    }
    canvas.join([.right, .down], row: top - 1, column: left)
    canvas.join([.left, .down], row: top - 1, column: right)
    canvas.join([.right, .up], row: bottom + 1, column: left)
    canvas.join([.left, .up], row: bottom + 1, column: right)
  }
}
