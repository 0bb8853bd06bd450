internal import Circuits
internal import Execution
internal import Gradients
internal import Models
package import Numerics
internal import Simulation

/// The most that any measurement of the states behind a client's circuits could tell of the inputs: the quantum Fisher
/// information of each circuit's state, once for each of its shots.
///
/// It holds for circuits without noise, and so with noise too, which only takes away from it. Of an encoding that
/// stands first, it does not depend on what follows; where inputs are uploaded again, it does.
package struct StateInformation: InformationSource {
  private let rounds: [MeasuredRound]
  private let inputs: [Int]
  private let batchSize: Int
  private let functions: [GradientRule: CircuitFunction]

  package init(_ evidence: GradientEvidence, threadCount: Int = 1) throws(InversionError) {
    rounds = try MeasuredRound.all(of: evidence)
    inputs = evidence.layer.inputs
    batchSize = evidence.batchSize
    var functions: [GradientRule: CircuitFunction] = [:]
    do throws(SimulationError) {
      for round in rounds where functions[round.scheme.rule] == nil {
        var function = try CircuitFunction(round.scheme.circuit, observables: [])
        function.threadCount = threadCount
        functions[round.scheme.rule] = function
      }
    } catch { throw .simulation(error) }
    self.functions = functions
  }

  package var seen: InformationBound.Seen { .quantum }

  package func information(at inputs: [Double]) throws(InversionError) -> RealMatrix {
    let size = self.inputs.count
    var result = RealMatrix(rowCount: inputs.count, columnCount: inputs.count)
    for row in 0..<batchSize {
      let start = row * size
      for round in rounds {
        guard let function = functions[round.scheme.rule] else { continue }
        let points = try round.points(of: inputs[start..<start + size])
        let metrics: [Double]
        do {
          metrics = try function.metrics(at: CircuitPoints(points.flatMap(\.self)), of: self.inputs)
        } catch { throw .simulation(error) }
        let factor = 4 * round.shots * Double(round.scheme.measurement.settings.count)
        for (place, metric) in metrics.enumerated() {
          let (first, second) = (place / size % size, place % size)
          result[start + first, start + second] += factor * metric
        }
      }
    }
    return result
  }
}
