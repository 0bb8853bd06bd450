import ArgumentParsing
import Catalogue
import Circuits
import Execution
import Formats
import FoundationEssentials
import Gradients
import Models
import Numerics
import Simulation
import Studies

/// What verbs that bring a model and data together have in common.
enum ModelOptions {
  static let data = Option.text(
    "data", placeholder: "NAME|FILE",
    help: "iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file: CSV, NumPy, IDX.")
  static let labels = Option.text(
    "labels", placeholder: "COLUMN", help: "The column of a table's labels, by name or number; 'label', or the last.")
  static let classes = Option.text(
    "classes", placeholder: "A,B,...", help: "Only these classes, in this order.")
  static let preparation = Option.text(
    "prepare", placeholder: "STEPS",
    help: "What is done to features, fitted on the training rows, such as standardize,pca:4,range:0..pi.")
  static let loss = Option<Loss?>.choice("loss", placeholder: "NAME", help: "What is made small; the model's own.")
  static let inputs = Option.text(
    "inputs", placeholder: "GLOB", default: "x*", help: "Which parameters of a file are features, where data is given.")
  static let weights = Option.text(
    "weights", placeholder: "GLOB", default: "theta*", help: "Which parameters of a file are weights, with data.")
  static let backend = Option.text(
    "backend", placeholder: "NAME", default: BackendCatalogue.ideal,
    help: "Where to run the circuits; 'shotglass help backends' says more.")
  static let threads = Option.integer(
    "threads", in: 1...1024, help: "How many threads to use, one a core unless given; the result is always the same.")

  static func threadCount(_ arguments: Arguments) -> Int {
    arguments[threads] ?? ProcessInfo.processInfo.activeProcessorCount
  }

  static func backend(
    _ arguments: Arguments, threadCount: Int, in session: Session
  ) throws(Failure) -> any Backend {
    var settings = LocalBackend.Settings()
    settings.threadCount = threadCount
    return try BackendCatalogue(devices: session.devices, settings: settings).backend(arguments[backend])
  }

  /// The same, or a machine elsewhere that asks for consent before the first of `batches` alike; `shots` of each circuit
  /// are asked for in all, where that is not what the first batch does.
  static func reachedBackend(
    _ arguments: Arguments, showing exposure: Exposure, threadCount: Int, batches: Int = 1, shots: Int? = nil,
    in session: Session
  ) throws(Failure) -> any Backend {
    var settings = LocalBackend.Settings()
    settings.threadCount = threadCount
    let clouds = RemoteOptions.compilingClouds(arguments, in: session)
    let found = try BackendCatalogue(devices: session.devices, settings: settings, clouds: clouds)
      .backend(arguments[backend])
    return RemoteConsent.asking(on: found, exposure, batches: batches, shots: shots, arguments, in: session)
  }

  /// A model of the zoo, or the circuit of a file with what it reads out.
  static func model(
    _ name: String, observables: String?, _ arguments: Arguments, in session: Session
  ) throws -> Model {
    let isFile = name.contains("/") || name.contains(".") || name == "-" || SourceFile.exists(name)
    guard isFile else {
      if let observables {
        throw Failure(
          .misuse, "--observable \(quoted(observables)) is given, but the model \(name) has a read-out of its own",
          help: "leave it out; with a file it says what the model reads out")
      }
      return try ModelsVerb.model(name)
    }
    return try model(
      file: name, observables: observables, inputs: arguments[inputs], weights: arguments[weights], in: session)
  }

  /// The circuit of a file as a model.
  static func model(
    file name: String, observables: String?, inputs: String, weights: String, in session: Session
  ) throws -> Model {
    let program = try session.program(name)
    guard program.program.inputs.isEmpty, case .circuit(var circuit, _) = program.program.specialized() else {
      throw Failure(
        .unsupported, "\(quoted(name)) decides while it runs what it does",
        help: "a model is a circuit of gates whose inputs stand in angles")
    }
    circuit.parameters = program.program.circuit.parameters
    circuit = circuit.withoutFinalMeasurements()
    guard let observables else {
      throw Failure(
        .misuse, "the file says not what the model reads out",
        help: "name an observable, such as --observable 'mean(Z)', or several: --observable 'Z0, Z1'")
    }
    let found = try observables.split(separator: ",").map { text in
      try observable(String(text), circuit)
    }
    do {
      return try Model(
        name: name, circuit: circuit, inputs: inputs, weights: weights, observables: found,
        loss: found.count > 1 ? .crossEntropy : .meanSquaredError)
    } catch {
      throw Failure(.misuse, error.message)
    }
  }

  static func observable(_ text: String, _ circuit: Circuit) throws(Failure) -> Observable {
    do {
      return try ObservableText(text).resolved(qubitCount: circuit.qubitCount)
    } catch {
      throw Failure(
        .misuse, "--observable \(quoted(text)): \(error.message)", place: "column \(error.column)", help: error.help)
    }
  }

  /// The rows that the options choose, and what is done to them before the model sees them.
  static func data(
    for model: Model, _ arguments: Arguments, in session: Session
  ) throws -> (rows: DataSet, preparation: Preparation) {
    guard let name = arguments[data] else {
      throw Failure(.misuse, "no data is given", help: "name a set or a file, such as --data iris")
    }
    let options = DataOptions(labelColumn: arguments[labels])
    var rows: DataSet
    if name == "-" {
      let source = try session.read(name)
      rows = try DataSet(bytes: source.bytes, name: source.displayName, options: options)
    } else {
      rows = try DataSource(name).load(
        options: options, from: RandomStream(seed: session.seed ?? 0).substream("data"))
    }
    if let classes = arguments[classes] {
      rows = try rows.choosing(classes: classes.split(separator: ",").map(String.init))
    }
    guard let text = arguments[preparation] else { return (rows, Preparation(of: rows, for: model)) }
    return (rows, try Preparation(text))
  }
}
