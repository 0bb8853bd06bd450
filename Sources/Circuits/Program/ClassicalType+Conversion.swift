extension ClassicalType {
  /// Whether a value of type `source` may stand where this type is asked for: in an assignment, as an argument,
  /// as an initial value.
  package func acceptsImplicitly(_ source: ClassicalType) -> Bool {
    if isSame(as: source) { return true }
    switch (self, source) {
    case (.bool, .angle), (.bool, .bits): return true
    case (.bit, .float): return false
    case (.bit, .bits(1)), (.bits(1), .bit), (.bits(1), .bool): return true
    case (.angle, .float), (.angle, .angle): return true
    case (.complex, .complex): return true
    case (.duration, .stretch), (.stretch, .duration): return true
    case (.openArray(let element, let rank), .array(let other, let dimensions)):
      return rank == dimensions.count && element.isSame(as: other)
    case (.complex, _): return source.isReal
    default: return isReal && source.isReal
    }
  }

  /// Whether a value of type `source` may be cast to this type.
  package func acceptsCast(_ source: ClassicalType) -> Bool {
    switch (self, source) {
    case (.int(let width), .bits(let count)), (.uint(let width), .bits(let count)):
      width.map { $0 == count } ?? (count <= 64)
    case (.angle, .bits(let count)): bitWidth == count
    case (.angle, .bit): bitWidth == 1
    case (.bit, .angle): source.bitWidth == 1
    case (.bits(let count), .int), (.bits(let count), .uint), (.bits(let count), .angle): count == source.bitWidth
    case (.bits, .bool), (.bits, .bit): true
    default: acceptsImplicitly(source)
    }
  }
}
