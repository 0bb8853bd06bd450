internal import Numerics

/// What an attacker holds: a model's answers about some examples, and what else the threat model grants. Who was a
/// member of the target's training set is not in here, nor are the examples themselves.
package struct MembershipEvidence: Hashable, Sendable {
  /// The true class of each example; nil where they are unknown.
  package let labels: [Int]?
  package let target: ModelOutputs
  package let references: [ReferenceModel]
  package let population: Population?
  /// From outcomes or observables to classes; nil where outcomes are classes.
  package let head: ClassHead?
  package let classCount: Int

  /// Checks that all parts speak of the same examples and classes.
  package init(
    labels: [Int]?, target: ModelOutputs, references: [ReferenceModel] = [], population: Population? = nil,
    head: ClassHead? = nil
  ) throws(MembershipError) {
    self.labels = labels
    self.target = target
    self.references = references
    self.population = population
    self.head = head
    classCount = try Self.classCount(labels, target, references, population, head)
    guard target.count > 0 else {
      throw .evidence("there is no example", help: "give a row for each example that is asked about")
    }
    try target.check("target")
    try checkShape(target, "target", isTarget: true)
    try check(labels, "labels", count: target.count)
    for (index, reference) in references.enumerated() {
      let place = "references[\(index)]"
      guard reference.member.count == target.count, reference.outputs.count == target.count else {
        throw .evidence(
          "\(place) speaks of \(reference.member.count) members and \(reference.outputs.count) answers, the target of "
            + "\(target.count) examples", help: "give one of each for every example, in the same order")
      }
      try reference.outputs.check(place)
      try checkShape(reference.outputs, place)
    }
    if let population { try check(population) }
  }

  /// How many examples there are.
  package var count: Int { target.count }
  package var threatModel: ThreatModel { target.threatModel }
  package var budget: QueryBudget { target.budget }

  private func check(_ population: Population) throws(MembershipError) {
    let place = "population.target"
    try population.target.check(place)
    try checkShape(population.target, place, isTarget: true)
    guard population.target.threatModel == target.threatModel, population.target.count > 0 else {
      throw .evidence("\(place) holds other answers than the target, or none", help: "ask the target as for examples")
    }
    guard (population.labels == nil) == (labels == nil) else {
      throw .evidence("only one of the examples and the population has labels", help: "give both, or neither")
    }
    try check(population.labels, "population.labels", count: population.target.count)
    guard population.references.count == references.count else {
      throw .evidence(
        "the population has answers of \(population.references.count) references, the examples of \(references.count)",
        help: "give a list of answers for each reference, in the same order")
    }
    for (index, outputs) in population.references.enumerated() {
      let place = "population.references[\(index)]"
      guard outputs.count == population.target.count else {
        throw .evidence(
          "\(place) has \(outputs.count) rows, the population \(population.target.count)", help: "give a row for each")
      }
      try outputs.check(place)
      try checkShape(outputs, place)
    }
  }

  private func check(_ labels: [Int]?, _ place: String, count: Int) throws(MembershipError) {
    guard let labels else { return }
    guard labels.count == count else {
      throw .evidence("\(place) has \(labels.count) labels for \(count) examples", help: "give one for each")
    }
    if let wrong = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
      throw .evidence(
        "\(place)[\(wrong)] is \(labels[wrong]), and there are \(classCount) classes",
        help: "give classes from 0 to \(classCount - 1)")
    }
  }

  /// Refuses answers with other columns than there are classes, outcomes or observables.
  private func checkShape(_ outputs: ModelOutputs, _ place: String, isTarget: Bool = false) throws(MembershipError) {
    let wanted: Int
    switch outputs {
    case .labels(let rows):
      guard isTarget else {
        throw .evidence("\(place) holds classes alone", help: "references need probabilities or counts")
      }
      guard let wrong = rows.first(where: { $0 >= classCount }) else { return }
      throw .evidence("\(place) decides for class \(wrong) of \(classCount)", help: "count classes from 0")
    case .probabilities: wanted = classCount
    case .outcomes, .counts, .jobs: wanted = head?.inputCount ?? classCount
    case .expectations: wanted = head?.inputCount ?? 1
    }
    guard outputs.width == wanted else {
      throw .evidence(
        "\(place) has rows of \(outputs.width ?? 0) columns, not of \(wanted)",
        help: head == nil ? "give a column a class, as in the other parts" : "give a column a column of the head")
    }
  }

  private static func classCount(
    _ labels: [Int]?, _ target: ModelOutputs, _ references: [ReferenceModel], _ population: Population?,
    _ head: ClassHead?
  ) throws(MembershipError) -> Int {
    if let head { return head.classCount }
    switch target {
    case .probabilities, .counts, .jobs: return max(2, target.width ?? 2)
    case .outcomes:
      throw .evidence("outcomes without a head", help: "give \"head\", a row of scores a class")
    case .expectations:
      guard (target.width ?? 1) == 1 else {
        throw .evidence(
          "\(target.width ?? 0) means, and nothing says how they make classes", help: "give \"head\", a row a class")
      }
      return 2
    case .labels(let rows):
      if let width = references.first?.outputs.width { return width }
      let most = (rows + (labels ?? []) + (population?.labels ?? [])).max() ?? 1
      guard most < 1_000_000 else {
        throw .evidence("\(most) is no class", help: "count classes from 0")
      }
      return max(2, most + 1)
    }
  }
}
