internal import Formats

/// An amount of what a provider bills in.
package struct Cost: Sendable, Hashable {
  package var amount: Double
  /// Such as `USD`; amounts of different units do not add up.
  package var unit: String

  /// - Precondition: the amount is finite and not negative.
  package init(_ amount: Double, _ unit: String) {
    self.amount = amount
    self.unit = unit
  }

  package static let dollars = "USD"

  /// As messages show it, to a millionth: sums of prices are not exact to the last bit.
  package static func text(_ amount: Double) -> String {
    let rounded = (amount * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }

  init(_ reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    amount = try object.required("amount").double()
    guard amount >= 0, amount.isFinite else { throw reader.error("an amount is not negative") }
    unit = try object.required("unit").string()
  }

  var json: JSON { ["amount": .number(amount), "unit": .string(unit)] }
}
