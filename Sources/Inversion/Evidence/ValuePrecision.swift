#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How far shared values may be from those that were computed, as they show by themselves: numbers of single precision fit
/// into 24 bits, and those that were printed with few digits have no more.
struct ValuePrecision: Hashable, Sendable {
  /// What values were rounded to, relative to the largest of all.
  let unit: Double
  /// Relative to the largest, what they may be off by and still match.
  let tolerance: Double
  /// Where the largest of all is smaller, this stands for it: smaller values are differences of such ones.
  var leastScale = 1e-6
  /// Where they are too coarse to be matched: how many digits there are.
  var fewDigits: Int?

  /// Of values with all digits. They match within more than their rounding, as they may have been computed otherwise.
  static let double = ValuePrecision(unit: 0x1p-53, tolerance: 1e-9)
  /// Sums in single precision lose some more bits.
  private static let single = ValuePrecision(unit: 0x1p-24, tolerance: 0x1p-20)

  /// Numbers such as 0.5 or -0.25 tell nothing: one at least must need more digits or bits than those.
  private static let (fewBits, leastDigits) = (12, 4)
  private static let (digitsOfSingle, mostDigits) = (9, 12)
  /// What differs by more is no match.
  private static let greatestTolerance = 1e-3

  private init(unit: Double, tolerance: Double) { (self.unit, self.tolerance) = (unit, tolerance) }

  init(of values: [Double]) {
    let values = values.filter { $0 != 0 && $0.isFinite }
    guard values.contains(where: { $0.significandWidth > Self.fewBits }) else {
      self = .double
      return
    }
    self = Self.decimal(values) ?? (Self.isSingle(values) ? .single : .double)
  }

  private static func isSingle(_ values: [Double]) -> Bool {
    values.allSatisfy { Double(Float($0)) == $0 }
  }

  /// Nil where all digits are there.
  private static func decimal(_ values: [Double]) -> ValuePrecision? {
    var (digits, places) = (0, 0)
    for value in values {
      let decimal = Decimal(value)
      (digits, places) = (max(digits, decimal.digits), max(places, decimal.places))
      guard digits <= mostDigits else { return nil }
    }
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    // Digits after the point may be counted, or all of them.
    let unit = max(pow(10, -Double(places)), pow(10, Double(Decimal(largest).exponent - digits + 1))) / largest
    guard digits >= leastDigits, unit <= greatestTolerance else {
      var precision = double
      precision.fewDigits = digits
      return precision
    }
    // The shortest numbers that single precision is read back from look so too.
    let least = digits <= digitsOfSingle ? single.tolerance : double.tolerance
    return ValuePrecision(unit: unit, tolerance: max(unit, least))
  }
}

/// The shortest decimal number that a number is read back from.
private struct Decimal {
  private(set) var digits = 0
  /// Of ten, in the first digit's place.
  private(set) var exponent = 0

  /// Digits after the point.
  var places: Int { digits - 1 - exponent }

  init(_ value: Double) {
    let parts = "\(value.magnitude)".split(separator: "e")
    let figures = parts[0].filter { $0 != "." }
    let point = parts[0].firstIndex(of: ".").map { parts[0].distance(from: parts[0].startIndex, to: $0) }
    let leading = figures.prefix { $0 == "0" }.count
    let trailing = figures.reversed().prefix { $0 == "0" }.count
    digits = max(1, figures.count - leading - trailing)
    exponent = (point ?? figures.count) - 1 - leading + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  }
}

extension GradientEvidence {
  /// Of all rounds' values.
  var precision: ValuePrecision { ValuePrecision(of: values) }
}
