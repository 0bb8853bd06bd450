internal import CResources

/// The data sets that are compiled in.
package enum ShippedData: String, CaseIterable, Sendable {
  case iris
  case wine
  case breastCancer = "breast_cancer"
  case digits

  /// What it is and where it is from; the sets of UCI are under CC BY 4.0.
  package var origin: String {
    switch self {
    case .iris: "150 flowers of three species, four lengths in cm; Fisher 1936"
    case .wine: "178 wines of three growers, 13 chemical figures; UCI, CC BY 4.0"
    case .breastCancer: "569 tumours, 30 figures, 0 malignant and 1 benign; UCI Wisconsin diagnostic, CC BY 4.0"
    case .digits: "1797 handwritten digits of 8 x 8 pixels from 0 to 16; UCI, CC BY 4.0"
    }
  }

  /// The file as it was compiled in.
  package var bytes: [UInt8] {
    for index in 0..<resource_count() {
      let resource = resource_at(index)
      guard String(cString: resource.path) == "data/\(rawValue).csv" else { continue }
      return Array(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
    }
    return []
  }

  package func load() throws(DataError) -> DataSet {
    try DataSet(csv: bytes, name: rawValue, file: "\(rawValue).csv", options: DataOptions(labelKind: .classes))
  }
}
