package import Circuits
package import Devices
package import Execution
internal import Gradients
internal import Models
internal import Synchronization

/// A machine with what was computed of it before: circuits compiled once, and tables of what they read. All who look at
/// one machine share it; what they see does not depend on who came first.
package final class TabulatedMachine: ExactBackend {
  private let base: any ExactBackend
  /// Tables of grids with more points are not made; nil for as many as pay.
  private let mostPoints: Int?
  private let known = Mutex<[SchemeReadings]>([])

  package init(_ base: any ExactBackend, mostPoints: Int? = nil) {
    self.base = base
    self.mostPoints = mostPoints
  }

  /// The backend itself, where it is tabulated already.
  package static func of(_ backend: any ExactBackend) -> TabulatedMachine {
    backend as? TabulatedMachine ?? TabulatedMachine(backend)
  }

  package var name: String { base.name }
  package var device: Device { base.device }

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] { try await base.run(batch) }

  package func distributions(of circuit: Circuit) throws(BackendError) -> OutcomeDistributions? {
    try base.distributions(of: circuit)
  }

  /// Whether there is a table for all of a client's messages.
  package func hasTable(for evidence: GradientEvidence) throws(InversionError) -> Bool {
    for round in evidence.rounds {
      guard try readings(of: evidence.layer, round.rule).table(at: round.weights) != nil else { return false }
    }
    return true
  }

  /// More schemes are not kept.
  private static let mostKept = 16

  /// What a rule's circuits read.
  func readings(of layer: CircuitLayer, _ rule: GradientRule) throws(InversionError) -> SchemeReadings {
    if let same = known.withLock({ $0.first { $0.reads(layer, rule) } }) { return same }
    let found = try SchemeReadings(layer, rule, on: base, mostPoints: mostPoints)
    known.withLock { $0 = $0.suffix(Self.mostKept - 1) + [found] }
    return found
  }
}

/// What the circuits of a rule read on a machine, at any weights and inputs.
final class SchemeReadings: Sendable {
  let distributions: SchemeDistributions
  private let layer: CircuitLayer
  private let backend: any ExactBackend
  private let angles: InputAngles?
  private let mostPoints: Int
  private let tables = Mutex(Tables())

  private struct Tables {
    var byWeights: [[Double]: DistributionTable?] = [:]
    var size = 0
  }

  init(
    _ layer: CircuitLayer, _ rule: GradientRule, on backend: any ExactBackend, mostPoints: Int?
  ) throws(InversionError) {
    self.layer = layer
    self.backend = backend
    // A grid costs as much as so many candidates, noisy ones with all their derivatives.
    self.mostPoints = mostPoints ?? (backend.name == CircuitObservation.noiseless ? 128 : 2048)
    angles = InputAngles(layer)
    do throws(GradientError) {
      let scheme = try GradientScheme(
        layer.circuit, observables: layer.observables, withRespectTo: layer.weights, rule: rule)
      guard let found = try SchemeDistributions(of: scheme, on: backend) else {
        throw .notPredictable(backend: backend.name)
      }
      distributions = found
    } catch { throw .gradient(error) }
  }

  var scheme: GradientScheme { distributions.scheme }

  func reads(_ other: CircuitLayer, _ rule: GradientRule) -> Bool {
    scheme.rule == rule && layer.weights == other.weights && layer.inputs == other.inputs
      && layer.observables == other.observables && layer.circuit == other.circuit
  }

  /// Tables of more numbers are not kept: 128 megabytes.
  private static let mostKept = 1 << 24

  /// For all inputs at these weights; nil where there is none.
  func table(at weights: [Double]) throws(InversionError) -> DistributionTable? {
    guard let angles else { return nil }
    if let known = tables.withLock({ $0.byWeights[weights] }) { return known }
    let found: DistributionTable?
    do throws(GradientError) {
      found = try DistributionTable(
        of: distributions, layer, angles: angles, weights: weights, on: backend, mostPoints: mostPoints)
    } catch { throw .gradient(error) }
    tables.withLock { tables in
      if tables.byWeights.count >= 256 || tables.size + (found?.size ?? 0) > Self.mostKept { tables = Tables() }
      tables.byWeights[weights] = .some(found)
      tables.size += found?.size ?? 0
    }
    return found
  }
}
