import Inversion
import Numerics
import Testing

@Suite struct LeastSquaresSearchTests {
  @Test("descents that were given up, followed, end where those end that never were")
  func following() throws {
    let instance = try Instance("complex-3", seed: 8)
    let observation = try CircuitObservation(instance.evidence, on: nil)
    var stream = RandomStream(seed: 4).substream("following")
    let starts = (0..<24).map { _ in instance.truth.map { _ in .pi * stream.uniform() } }
    var search = LeastSquaresSearch(observation, target: instance.evidence.values)
    let whole = try search.descents(from: starts)
    search.patience = 2
    let impatient = try search.descents(from: starts)
    let followed = try search.followed(impatient)
    #expect(impatient.contains { $0.end == .patience })
    #expect(!followed.contains { $0.end == .patience })
    #expect(followed.map(\.start) == Array(starts.indices))
    // Where rounding decides which way a step is judged, ways may part.
    let same = zip(whole, followed).count { $0.end == $1.end && ($0.cost - $1.cost).magnitude < 1e-9 }
    #expect(same >= 22)
  }
}
