/// One operation as it is drawn: parts on wires, in one column of the drawing.
///
/// Wires are counted from the top: the qubits that are drawn, then one a register of bits.
struct DrawingItem {
  enum Part {
    /// A box on its wires, which are numbered in their order if they are several.
    case box([Int], label: String)
    /// A box over all wires from the first to the last, without numbers.
    case block([Int], label: String)
    /// Text in place of the wire.
    case text(Int, String)
    /// A box with an M, and a double line from there to a register, if any, where the bit's number stands below.
    case measurement(Int, register: Int?, bit: String)
    case barrier([Int])
    /// A line over all wires of the span, with a label at its top.
    case bracket(label: String)
    /// The same as a double line.
    case boundary(label: String)
  }

  var parts: [Part]
  /// The wires that nothing else may use in the same column.
  var span: ClosedRange<Int>
  /// Where a line connects the parts.
  var link: ClosedRange<Int>?
  var column = 0

  /// Whether this is a line between steps rather than a step.
  var isBoundary: Bool { if case .boundary? = parts.first { true } else { false } }

  /// How many columns of text the item takes left and right of its centre, without the centre.
  var halves: (left: Int, right: Int) {
    var left = 0
    var right = 0
    for part in parts {
      let (before, after) = Self.halves(of: part)
      left = max(left, before)
      right = max(right, after)
    }
    return (left, right)
  }

  private static func halves(of part: Part) -> (left: Int, right: Int) {
    switch part {
    case .box(let wires, let label): centred(boxWidth(wires: wires, label: label))
    case .block(_, let label): centred(label.columns + 4)
    case .text(_, let text): centred(text.columns)
    case .measurement(_, _, let bit): centred(max(3, bit.columns))
    case .barrier: (0, 0)
    case .bracket(let label), .boundary(let label): (0, max(0, label.columns - 1))
    }
  }

  static func centred(_ width: Int) -> (left: Int, right: Int) { (width / 2, max(0, width - width / 2 - 1)) }

  /// How wide the numbers of operands in a box are, with the blank after them.
  static func numberWidth(wires: [Int]) -> Int { wires.count > 1 ? String(wires.count - 1).count : 1 }

  static func boxWidth(wires: [Int], label: String) -> Int {
    label.columns + (wires.count > 1 ? numberWidth(wires: wires) + 4 : 4)
  }
}
