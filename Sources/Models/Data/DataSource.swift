internal import Formats
package import Numerics

/// Where data comes from, as `--data` names it.
package enum DataSource: Hashable, Sendable {
  case shipped(ShippedData)
  case synthetic(SyntheticData)
  /// A table, an archive of arrays, or examples and labels in files of their own.
  case files([String])

  /// Every name that is no file.
  package static var names: [String] {
    ShippedData.allCases.map { $0.rawValue.replacing("_", with: "-") } + SyntheticData.Kind.allCases.map(\.rawValue)
  }

  /// Reads `iris`, `blobs:rows=100,classes=4`, `data/mine.csv` or `images.npy,labels.npy`.
  ///
  /// What has a slash or a point is a file; a file called as a set is named `./iris`.
  package init(_ text: String) throws(DataError) {
    if let set = ShippedData(rawValue: text.replacing("-", with: "_")) {
      self = .shipped(set)
    } else if let recipe = try SyntheticData(parsing: text) {
      self = .synthetic(recipe)
    } else if !text.isEmpty, text.contains("/") || text.contains(".") || DataFile.exists(text) {
      let isOneFile = DataFile.exists(text)
      self = .files(isOneFile ? [text] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    } else {
      let name = text.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init) ?? text
      throw DataError(
        "there is no data set \(quotedText(text))",
        help: NearestMatch.find(name, among: Self.names).map { "did you mean '\($0)'?" }
          ?? "use \(Self.names.joined(separator: ", ")), or name a file")
    }
  }

  /// Reads or draws the set; options are for files only, the stream for synthetic sets only.
  package func load(options: DataOptions = .init(), from stream: RandomStream) throws(DataError) -> DataSet {
    switch self {
    case .shipped(let set): try set.load()
    case .synthetic(let recipe): recipe.draw(from: stream)
    case .files(let paths): try DataSet(files: paths, options: options)
    }
  }
}
