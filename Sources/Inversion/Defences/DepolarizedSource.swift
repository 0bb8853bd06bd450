internal import Circuits
internal import Models

/// Means and derivatives behind circuits of which a share of all outcomes is uniformly random: means move towards that
/// of no information, derivatives shrink.
struct DepolarizedSource: DerivativeSource {
  private let base: any DerivativeSource
  private let survival: Double
  /// Of each mean, where nothing is left of the state.
  private let floors: [Double]

  init(_ base: any DerivativeSource, of layer: CircuitLayer, share: Double) {
    self.base = base
    survival = 1 - share
    floors = layer.observables.map { observable in
      share * observable.terms.reduce(0) { $0 + ($1.string.factors.isEmpty ? $1.coefficient : 0) }
    }
  }

  var columnCount: Int { base.columnCount }
  var relativeRounding: Double { base.relativeRounding }

  func derivatives(
    at inputs: [Double], weights: RowWeights, wantsMixed: Bool
  ) throws(InversionError) -> RowDerivatives {
    var found = try base.derivatives(at: inputs, weights: weights, wantsMixed: wantsMixed)
    for place in found.means.indices {
      found.means[place] = survival * found.means[place] + floors[place % floors.count]
    }
    for place in found.gradients.indices { found.gradients[place] *= survival }
    for place in found.mixed.indices { found.mixed[place] *= survival }
    return found
  }
}
