/// The remarks of a program's circuit on their way into another one that does its operations in another order.
///
/// An annotation goes with its operation, as often as that is done; a pragma is said once, before the first operation
/// that stands behind it in the text.
struct RemarkQueue {
  private let annotations: [Int: [Remark]]
  /// The pragmas to come, last first.
  private var pragmas: [Remark]

  init(_ remarks: [Remark]) {
    annotations = Dictionary(grouping: remarks.filter { $0.kind == .annotation }, by: \.operation)
    pragmas = remarks.filter { $0.kind == .pragma }.reversed()
  }

  /// What is to be said before an operation.
  mutating func next(before operation: Int) -> [Remark] {
    if pragmas.isEmpty, annotations.isEmpty { return [] }
    var due: [Remark] = []
    while let pragma = pragmas.last, pragma.operation <= operation { due.append(pragmas.removeLast()) }
    return due + (annotations[operation] ?? [])
  }

  /// What is left to say behind the last of `count` operations.
  mutating func rest(count: Int) -> [Remark] {
    defer { pragmas = [] }
    return pragmas.reversed() + (annotations[count] ?? [])
  }
}
