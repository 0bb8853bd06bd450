internal import Circuits
internal import Formats
internal import Models
internal import OpenQASM

extension ContentID {
  /// Of a model's circuits as OpenQASM, what they read out, and the names of all weights.
  static func of(_ model: Model, _ compiled: CompiledModel) throws(StudyError) -> String {
    var circuits: [JSON] = []
    for layer in model.layers.flatMap(\.circuits) {
      circuits.append([
        "program": .string(try of(layer.circuit)),
        "observables": .array(layer.observables.map { .string($0.description) }),
      ])
    }
    return of(
      [
        "v": 1, "circuits": .array(circuits), "weights": .array(compiled.weightNames.map { .string($0) }),
        "features": .integer(model.featureCount), "loss": .string(model.loss.rawValue),
        // Layers that are no circuits have no text; a model of the zoo has a name that stands for them.
        "name": .string(circuits.isEmpty || model.layers.count > 1 ? model.name : ""),
      ] as JSON)
  }

  /// Of a circuit's OpenQASM 3 text.
  static func of(_ circuit: Circuit) throws(StudyError) -> String {
    do { return of(try Exporter().text(of: circuit)) } catch {
      throw StudyError(.unsupported, error.message, help: error.help)
    }
  }
}
