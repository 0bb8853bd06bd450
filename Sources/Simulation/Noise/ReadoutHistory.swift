import Circuits

/// What has been measured of groups that are misread together, in a program that hears each outcome at once.
///
/// What is read of a qubit then depends on what was there and read of its group before; later members count as 0.
struct ReadoutHistory: Sendable {
  private var members: [Int: [(place: Int, truth: Bool, reading: Bool)]] = [:]

  /// The probability to read 1 where a qubit has a value.
  func probabilityOfOne(_ qubit: Int, truth: Bool, _ errors: ReadoutErrors) -> Double {
    guard let (group, place) = errors.place(of: qubit) else {
      let misreading = errors.misreading(of: qubit)
      return truth ? 1 - misreading.zeroGivenOne : misreading.oneGivenZero
    }
    let before = (members[group] ?? []).contains { $0.place == place } ? [] : members[group] ?? []
    let size = 2 << before.count
    let table = errors.marginal(of: errors.groups[group], at: before.map(\.place) + [place])
    let column = before.enumerated().reduce(truth ? size / 2 : 0) { $0 | ($1.element.truth ? 1 << $1.offset : 0) }
    let read = before.enumerated().reduce(0) { $0 | ($1.element.reading ? 1 << $1.offset : 0) }
    let (zero, one) = (table[read * size + column], table[(read | size / 2) * size + column])
    return zero + one > 0 ? one / (zero + one) : truth ? 1 : 0
  }

  mutating func add(_ qubit: Int, truth: Bool, reading: Bool, _ errors: ReadoutErrors) {
    guard let (group, place) = errors.place(of: qubit) else { return }
    if (members[group] ?? []).contains(where: { $0.place == place }) { members[group] = [] }
    members[group, default: []].append((place, truth, reading))
  }
}
