internal import Formats

extension Study.DataChoice {
  init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    source = try object.required("source").string()
    labels = try object.present("labels")?.string()
    classes = try object.present("classes").map { (list) throws(FormatError) in
      try list.array().map { (element) throws(FormatError) in try element.string() }
    }
    preparation = try object.present("prepare")?.string()
    rows = try object.present("rows")?.integer(in: 1...Int.max)
    try object.noOtherKeys()
  }
}

extension Study.ModelChoice {
  init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    if let name = object.present("name") {
      self = .zoo(try name.string())
    } else {
      self = .file(
        try object.required("file").string(), observables: try object.required("observables").string(),
        inputs: try object.present("inputs")?.string() ?? "x*",
        weights: try object.present("weights")?.string() ?? "theta*")
    }
    try object.noOtherKeys()
  }
}

extension Study.TrainingChoice {
  init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    epochs = try object.required("epochs").integer(in: 0...1_000_000)
    let rate = object.present("rate")
    self.rate = try rate?.double() ?? 0.05
    if let rate, !(1e-9...1e3).contains(self.rate) { throw rate.error("must be from 1e-9 to 1000, not \(self.rate)") }
    batchSize = try object.present("batchSize")?.integer(in: 1...1_000_000_000) ?? 32
    try object.noOtherKeys()
  }
}

extension Study.Budget {
  init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    shots = try object.present("shots")?.integer(in: 0...Int.max)
    seconds = try Self.amount(object.present("seconds"))
    cost = try Self.amount(object.present("cost"))
    try object.noOtherKeys()
  }

  private static func amount(_ reader: JSONReader?) throws(FormatError) -> Double? {
    guard let reader else { return nil }
    let value = try reader.double()
    guard value.isFinite, value >= 0 else { throw reader.error("must be 0 or more, not \(value)") }
    return value
  }
}
