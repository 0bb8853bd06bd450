internal import CloudBackends
internal import Devices
internal import Execution
internal import Transpilation

extension BackendCatalogue {
  /// What compiles circuits that a machine at Braket is to run as they are written: as its twin does, but for delays,
  /// which no verbatim box has.
  func verbatimCompiler(
    _ name: String, _ provider: CloudProviderName, isSimulator: Bool, _ known: String?
  ) throws(CatalogueError) -> TranspilingBackend {
    switch provider {
    case .ibm:
      throw .remote(
        RemoteFailure(
          .misuse, "--verbatim is for machines at Braket: circuits for IBM are always compiled on this side",
          help: "leave --verbatim out"))
    case .ionq:
      throw .remote(
        RemoteFailure(
          .misuse, "--verbatim is for machines at Braket: IonQ compiles every circuit itself",
          help: "leave --verbatim out"))
    case .braket where isSimulator:
      throw .remote(
        RemoteFailure(
          .misuse, "\(name) is a simulator, and --verbatim is for machines with gates of their own",
          help: "leave --verbatim out"))
    case .braket: break
    }
    guard let known, devices.origin(of: known) != nil else {
      throw .remote(
        RemoteFailure(
          .unsupported, "the calibration of \(name) is not known here, by which --verbatim compiles",
          help: "read it first: shotglass devices refresh \(name)"))
    }
    return try twin(of: known, writesDelays: false)
  }
}
