/// What our side of a race can be asked for. A case's action does its work once and returns what it found.
enum RaceCase: String {
  /// Derivatives of <Z0> by the weights.
  case gradient
  /// The squared distance of that gradient to another one, and its derivatives by the inputs.
  case distance
  /// The derivatives of the gradient by the inputs.
  case jacobian
  /// The gradient by parameter shifts, from shots.
  case shift
  /// A circuit from its start to <Z0>.
  case state
  /// A general gate on every qubit in turn, each a pass of its own.
  case sweep
  /// All amplitudes times a number, as often as there are qubits.
  case scale
  /// Shots of a dense state into counts.
  case counts
  /// Noisy shots into counts.
  case noise
  /// Noisy shots as how often each outcome came.
  case histogram
  /// The exact probabilities of a noisy circuit's outcomes.
  case probabilities
  /// The amplitudes of a circuit.
  case amplitudes
  /// The weights that training gives.
  case train
  /// Least squares on a shared gradient, start by start.
  case descents
  /// How alike a shared gradient and those of other inputs are.
  case overlaps
  /// Least squares on shared gradients, as a whole attack.
  case inversion
  /// What a shared gradient tells at most.
  case limit
  /// The published attack on a shared gradient, start by start.
  case published
  /// A line chart as a file.
  case chart

  func action(_ arguments: RaceArguments, _ memory: RaceMemory) async throws -> () throws -> [Double] {
    switch self {
    case .gradient: try ModelCases(arguments).gradient()
    case .distance: try ModelCases(arguments).distance()
    case .jacobian: try ModelCases(arguments).jacobian()
    case .shift: try ModelCases(arguments).shift()
    case .state: try StateCases(arguments, memory).state()
    case .sweep: try StateCases(arguments, memory).sweep()
    case .scale: try StateCases(arguments, memory).scale()
    case .counts: try StateCases(arguments, memory).counts()
    case .noise: try NoiseCases(arguments).run()
    case .histogram: try NoiseCases(arguments).histogram()
    case .probabilities: try NoiseCases(arguments).probabilities()
    case .amplitudes: try StateCases(arguments, memory).amplitudes()
    case .train: try TrainingCases(arguments).train()
    case .descents: try await InversionCases(arguments).descents()
    case .overlaps: try await InversionCases(arguments).overlaps()
    case .inversion: try await InversionCases(arguments).leastSquares()
    case .limit: try await InversionCases(arguments).limit()
    case .published: try await InversionCases(arguments).published()
    case .chart: try ChartCase(arguments).draw()
    }
  }
}
