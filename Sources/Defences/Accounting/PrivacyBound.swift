/// How epsilon is made of a history of mechanisms.
package enum AccountantName: String, CaseIterable, Sendable {
  /// Renyi differential privacy.
  case rdp
  /// The distribution of the privacy loss itself.
  case prv
  /// A central limit theorem. It can be too small, and is never a guarantee.
  case gdp

  package var isGuarantee: Bool { self != .gdp }
}

/// What an accountant says: (epsilon, delta)-differential privacy, unless the accountant only estimates.
package struct PrivacyBound: Hashable, Sendable {
  /// Infinite where there is no privacy at this delta.
  package let epsilon: Double
  package let delta: Double
  package let accountant: AccountantName
  /// What epsilon is not below, by the same accountant; nil where it does not say.
  package var lowerEpsilon: Double?
  /// The Renyi order that gave epsilon.
  package var order: Double?
  /// Why it is not what was asked for.
  package var note: String?

  init(
    epsilon: Double, delta: Double, accountant: AccountantName, lowerEpsilon: Double? = nil, order: Double? = nil,
    note: String? = nil
  ) {
    self.epsilon = epsilon
    self.delta = delta
    self.accountant = accountant
    self.lowerEpsilon = lowerEpsilon
    self.order = order
    self.note = note
  }
}

extension DefenceError {
  static func checkDelta(_ delta: Double) throws(DefenceError) {
    guard delta > 0, delta < 1 else {
      throw .misuse("delta is \(delta)", help: "delta is above 0 and below 1, such as 1e-5")
    }
  }
}
