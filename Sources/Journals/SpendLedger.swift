/// The most that jobs may spend, those of earlier runs included.
package struct SpendLimits: Sendable, Equatable {
  package var cost: Cost?
  package var shots: Int?

  package init(cost: Cost? = nil, shots: Int? = nil) {
    self.cost = cost
    self.shots = shots
  }
}

/// What the jobs of a journal have spent, or may have spent: bills where they are known, estimates where a job is open
/// or its fate unknown, nothing where it was refused or is absent.
package struct SpendLedger: Sendable, Equatable {
  package private(set) var costs: [String: Double] = [:]
  package private(set) var shots = 0
  /// Jobs that may cost something that nobody can tell.
  package private(set) var unpriced = 0

  /// Of all jobs but those with a label, and those of some ids.
  package init(_ records: JobRecords, except label: String? = nil, planned: Set<String> = []) {
    for record in records.all
    where (label == nil || record.intent.label != label) && !planned.contains(record.intent.id) {
      switch record.submission {
      case .refused(let refusal) where !refusal.isTemporary: continue
      case .absent: continue
      default: break
      }
      add(record)
    }
  }

  private mutating func add(_ record: JobRecord) {
    shots = shots.addingReportingOverflow(record.intent.shots).overflow ? .max : shots + record.intent.shots
    if record.isBilled {
      if let bill = record.bill { costs[bill.unit, default: 0] += bill.amount }
    } else if let estimate = record.intent.estimate {
      costs[estimate.unit, default: 0] += estimate.amount
    } else {
      unpriced += 1
    }
  }

  /// Refuses a plan that would spend more than the limits, or that nobody can price.
  package func check(_ plan: [Intent], within limits: SpendLimits) throws(JournalError) {
    try check(
      plan.map {
        SpendPlan(provider: $0.identity.provider, device: $0.identity.device, shots: $0.shots, cost: $0.estimate)
      },
      within: limits)
  }

  package func check(_ plans: [SpendPlan], within limits: SpendLimits) throws(JournalError) {
    if let plan = plans.first(where: { $0.cost == nil }) {
      throw .unpriced(provider: plan.provider, device: plan.device)
    }
    if let most = limits.shots {
      let asked = plans.reduce(shots) { $0.addingReportingOverflow($1.shots).overflow ? .max : $0 + $1.shots }
      guard asked <= most else { throw .tooManyShots(spent: shots, planned: asked - shots, most: most) }
    }
    guard let most = limits.cost else { return }
    if let other = plans.compactMap(\.cost).first(where: { $0.unit != most.unit && $0.amount > 0 }) {
      throw .otherUnit(other.unit, limit: most.unit)
    }
    let planned = plans.compactMap(\.cost).reduce(0) { $0 + $1.amount }
    let spent = costs[most.unit] ?? 0
    // Sums of many prices are not exact to the last bit.
    guard spent + planned <= most.amount * (1 + 1e-12) else {
      throw .tooExpensive(spent: spent, planned: planned, most: most)
    }
  }
}

/// What is about to be spent on a device.
package struct SpendPlan: Sendable, Equatable {
  package let provider: String
  package let device: String
  package let shots: Int
  /// Nil where no price is known.
  package let cost: Cost?

  package init(provider: String, device: String, shots: Int, cost: Cost?) {
    self.provider = provider
    self.device = device
    self.shots = shots
    self.cost = cost
  }
}
