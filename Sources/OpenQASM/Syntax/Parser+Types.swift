extension Parser {
  /// A scalar or array type.
  mutating func type() throws(SyntaxFailure) -> NodeID {
    token.kind == .array ? try arrayType() : try scalarType()
  }

  mutating func scalarType() throws(SyntaxFailure) -> NodeID {
    let (start, kind) = (token.start, token.kind)
    switch kind {
    case .bit, .int, .uint, .float, .angle:
      advance()
      let children = token.kind == .leftBracket ? ChildList(try designator()) : ChildList()
      return node(.scalarType, detail: kind, start: start, children: children)
    case .bool, .duration, .stretch:
      advance()
      if token.kind == .leftBracket {
        throw failure(
          .expectedType, "'\(kind.spelling)' has no size",
          help: kind == .bool ? "for several truth values use bit[n]" : "leave the brackets out")
      }
      return node(.scalarType, detail: kind, start: start)
    case .complex:
      return try complexType()
    default:
      throw missingType()
    }
  }

  private mutating func complexType() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    try enter()
    advance()
    var children = ChildList()
    if token.kind == .leftBracket {
      let opening = token.start
      advance()
      if token.kind == .integerLiteral {
        throw unexpected("a type", code: .expectedType, help: "write complex[float[64]]")
      }
      children.append(try scalarType(), in: &tree)
      try close(.rightBracket, openedAt: opening, "the type")
    }
    depth -= 1
    return node(.complexType, start: start, children: children)
  }

  private mutating func missingType() -> SyntaxFailure {
    let help: String? =
      switch token.kind {
      case .qubit, .qreg: "qubits are declared by themselves: qubit[2] q;"
      case .creg: "write bit[n] for classical registers"
      case .void: "a subroutine that returns nothing has no '->'"
      case .array: "a single value is needed here, not an array"
      default: "the types are bit, int, uint, float, angle, bool, duration, stretch and complex"
      }
    return unexpected("a type", code: .expectedType, help: help)
  }

  /// `[expression]`: a size or a duration.
  mutating func designator() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let size = try expression()
    if token.kind == .comma {
      throw failure(
        .expectedType, "only one value stands in these brackets", help: "for more dimensions use array[int[8], 2, 3]")
    }
    try close(.rightBracket, openedAt: start, "the size")
    return node(.designator, start: start, children: ChildList(size))
  }

  /// `array[type, sizes]`
  private mutating func arrayType() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList()
    let opening = try arrayElement(into: &children)
    if token.kind == .dimension {
      throw failure(
        .expectedType, "'#dim' is for the parameters of subroutines only", help: "write the sizes: array[int[8], 2, 3]")
    }
    try arraySizes(into: &children)
    try close(.rightBracket, openedAt: opening, "the array's type")
    return node(.arrayType, start: start, children: children)
  }

  /// `readonly array[type, sizes or #dim = n]`
  mutating func arrayReferenceType() throws(SyntaxFailure) -> NodeID {
    let (start, access) = (token.start, token.kind)
    advance()
    guard accept(.array) else { throw unexpected("'array' after '\(access.spelling)'", code: .expectedType) }
    var children = ChildList()
    let opening = try arrayElement(into: &children)
    if token.kind == .dimension {
      let dimensionStart = token.start
      advance()
      try expect(.equals, "after '#dim'")
      let count = try expression()
      children.append(node(.dimensionCount, start: dimensionStart, children: ChildList(count)), in: &tree)
    } else {
      try arraySizes(into: &children)
    }
    try close(.rightBracket, openedAt: opening, "the array's type")
    return node(.arrayReferenceType, detail: access, start: start, children: children)
  }

  /// `[type,`; returns where the bracket is.
  private mutating func arrayElement(into children: inout ChildList) throws(SyntaxFailure) -> UInt32 {
    let opening = token.start
    try expect(.leftBracket, "after 'array'", help: "write array[int[32], 4]")
    children.append(try scalarType(), in: &tree)
    try expect(.comma, "after the type of the array's elements", help: "write array[int[32], 4]")
    return opening
  }

  private mutating func arraySizes(into children: inout ChildList) throws(SyntaxFailure) {
    repeat { children.append(try expression(), in: &tree) } while accept(.comma) && token.kind != .rightBracket
  }
}
