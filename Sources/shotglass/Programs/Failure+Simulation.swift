import Execution

extension Failure {
  /// A simulation that could not be done.
  init(_ error: SimulationError) {
    let status: ExitStatus =
      switch error {
      case .timeLimit: .answerIsNo
      case .angleNotFinite, .program, .repeatedQubit, .noSuchQubit: .misuse
      case .circuit, .tooManyQubits, .measuredTooEarly, .resetInBetween: .unsupported
      }
    self.init(status, error.message, help: error.help)
  }
}
