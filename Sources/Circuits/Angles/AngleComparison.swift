/// Compares angles of two arenas by what was written, wherever the arenas keep it.
package struct AngleComparison {
  private let left: [ExpressionID]
  private let right: [ExpressionID]

  package init(_ left: ExpressionArena, _ right: ExpressionArena) {
    var common = ExpressionArena()
    self.left = common.adopt(left)
    self.right = common.adopt(right)
  }

  package func equal(_ first: Angle, _ second: Angle) -> Bool {
    switch (first, second) {
    case (.constant(let first), .constant(let second)): first == second
    case (.expression(let first), .expression(let second)): left[Int(first.index)] == right[Int(second.index)]
    default: false
    }
  }

  package func equal(_ first: ArraySlice<Angle>, _ second: ArraySlice<Angle>) -> Bool {
    first.count == second.count && zip(first, second).allSatisfy { equal($0, $1) }
  }
}
