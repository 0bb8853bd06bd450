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

  init(_ reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    amount = try object.required("amount").double()
    guard amount >= 0, amount.isFinite else { throw reader.error("an amount is not negative") }
    unit = try object.required("unit").string()
  }

  var json: JSON { ["amount": .number(amount), "unit": .string(unit)] }
}
