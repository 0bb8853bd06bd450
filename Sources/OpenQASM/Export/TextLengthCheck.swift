internal import Circuits

/// Refuses circuits whose angles have an endless text.
///
/// Steps of expressions are shared: thirty squares one in the other are thirty steps and a billion letters.
struct TextLengthCheck {
  /// As long as a file may be that is read again.
  static let limit = Int(Int32.max)

  /// At least this many letters, for each step of an arena; never much more than the limit.
  private static func lengths(_ arena: ExpressionArena) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(arena.nodes.count)
    for node in arena.nodes {
      let length =
        switch node {
        case .constant, .parameter: 1
        case .negate(let inner): 1 + result[Int(inner.index)]
        case .function(_, let inner): 5 + result[Int(inner.index)]
        case .binary(_, let left, let right): 1 + result[Int(left.index)] + result[Int(right.index)]
        }
      result.append(min(length, limit))
    }
    return result
  }

  static func check(_ circuit: Circuit) throws(ExportError) {
    for declaration in circuit.declarations {
      guard let body = declaration.body, !body.expressions.isEmpty else { continue }
      let total = total(of: body.steps.lazy.flatMap(\.angles), lengths(body.expressions))
      guard total < limit else { throw tooLong("the angles of the gate `\(declaration.name)`") }
    }
    guard !circuit.expressions.isEmpty else { return }
    guard total(of: circuit.angles, lengths(circuit.expressions)) < limit else {
      throw tooLong("the circuit's angles")
    }
  }

  private static func total(of angles: some Sequence<Angle>, _ lengths: [Int]) -> Int {
    var total = 0
    for case .expression(let root) in angles where total < limit { total += lengths[Int(root.index)] }
    return total
  }

  private static func tooLong(_ what: String) -> ExportError {
    ExportError(
      .textIsTooLong, "\(what) would be 2 GiB of text or more",
      help: "bind the inputs, which makes every angle a number")
  }
}
