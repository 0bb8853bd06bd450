internal import Circuits

extension Analyzer {
  private static let dimensionLimit = 7
  /// The most elements of one array.
  private static let arrayLimit = 1 << 20
  /// The most elements of all arrays of a program.
  private static let elementLimit = 1 << 24

  /// The type that a program writes; nil after a diagnostic.
  mutating func type(of id: NodeID) -> ClassicalType? {
    let node = parser.tree[id]
    switch node.kind {
    case .scalarType: return scalarType(node, at: id)
    case .complexType:
      guard node.firstChild != .none else { return .complex(nil) }
      guard case .float(let width)? = type(of: node.firstChild) else {
        return wrongType("the parts of a complex number are floats", at: id, help: "write: complex[float[64]]")
      }
      return .complex(width)
    case .arrayType: return arrayType(id)
    default: return wrongType("no type of a value", at: id, help: nil)
    }
  }

  private mutating func wrongType<Result>(_ message: String, at id: NodeID, help: String?) -> Result? {
    report(.wrongType, message, at: id, help: help)
    return nil
  }

  private mutating func scalarType(_ node: SyntaxNode, at id: NodeID) -> ClassicalType? {
    var width: Int?
    if node.firstChild != .none {
      guard let given = typeWidth(node.firstChild) else { return nil }
      width = given
    }
    switch node.detail {
    case .bit, .creg: return width.map { .bits($0) } ?? .bit
    case .bool where width == nil: return .bool
    case .duration where width == nil: return .duration
    case .stretch where width == nil: return .stretch
    case .int, .uint, .angle:
      if let width, width > 64 {
        report(.wideNumber, "a number \(width) bits wide", at: id, help: "use up to 64 bits; bit[n] has any number")
        return nil
      }
      return node.detail == .int ? .int(width) : node.detail == .uint ? .uint(width) : .angle(width)
    case .float:
      if let width, [16, 80, 128, 256].contains(width) {
        report(.wideNumber, "a float \(width) bits wide", at: id, help: "use float[32] or float[64]")
        return nil
      }
      guard width == nil || width == 32 || width == 64 else {
        return wrongType("there is no float \(width ?? 0) bits wide", at: id, help: "write float[32] or float[64]")
      }
      return .float(width)
    default: return wrongType("'\(parser.tree.text(of: id))' is no type of a value", at: id, help: nil)
    }
  }

  /// `array[element, size, ...]`, also behind `readonly` and `mutable`.
  mutating func arrayType(_ id: NodeID) -> ClassicalType? {
    let children = Array(parser.tree.children(of: id))
    guard let first = children.first, let element = type(of: first) else { return nil }
    switch element {
    case .bit, .bits, .stretch:
      return wrongType(
        "an array cannot hold \(element.noun)", at: first, help: "use array[bool, n], or a register: bit[n]")
    default: break
    }
    if children.count == 2, parser.tree[children[1]].kind == .dimensionCount {
      let count = parser.tree.firstChild(of: children[1])
      guard let rank = integer(count, what: "the number of dimensions"), isDimensionCount(rank, at: count) else {
        return nil
      }
      return .openArray(element, rank: rank)
    }
    return dimensions(Array(children.dropFirst()), at: id).map { .array(element, $0) }
  }

  /// Counts the elements of a variable; false, with a diagnostic, where the program's arrays have too many.
  mutating func hasRoom(for type: ClassicalType, at id: NodeID) -> Bool {
    guard case .array(_, let dimensions) = type else { return true }
    let count = dimensions.reduce(1, *)
    guard count <= Self.elementLimit - elementCount else {
      report(
        .badSize, "arrays of more than \(Self.elementLimit) elements in one program", at: id,
        help: "declare only what the program uses")
      return false
    }
    elementCount += count
    return true
  }

  private mutating func dimensions(_ sizes: [NodeID], at id: NodeID) -> [Int]? {
    guard isDimensionCount(sizes.count, at: id) else { return nil }
    var dimensions: [Int] = []
    var total = 1
    for child in sizes {
      guard let size = integer(child, what: "an array's size") else { return nil }
      guard size >= 0, size <= Self.arrayLimit, total * size <= Self.arrayLimit else {
        report(.badSize, "an array of size \(size)", at: child, help: "an array has 0 to \(Self.arrayLimit) elements")
        return nil
      }
      total *= size
      dimensions.append(size)
    }
    return dimensions
  }

  private mutating func isDimensionCount(_ count: Int, at id: NodeID) -> Bool {
    if (1...Self.dimensionLimit).contains(count) { return true }
    report(.badSize, "an array of \(count) dimensions", at: id, help: "an array has 1 to \(Self.dimensionLimit)")
    return false
  }

  /// The width in a type's designator, at least 1.
  mutating func typeWidth(_ designator: NodeID) -> Int? {
    let expression = parser.tree.firstChild(of: designator)
    guard let width = integer(expression, what: "a type's width") else { return nil }
    guard width > 0, width <= 1 << 20 else {
      report(.badSize, "a type \(width) bits wide", at: expression, help: "widths go from 1 to 1048576")
      return nil
    }
    return width
  }
}
