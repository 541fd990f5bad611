using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Bot3.Messaging.Benchmarks;

/// <summary>How many times faster than the predecessor.</summary>
internal sealed class RatioColumn : IColumn
{
    public string Id => nameof(RatioColumn);

    public string ColumnName => "Times faster";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 1;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Predecessor's mean / mean here; the bar is 3, the aim 10";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        PredecessorColumn.Nanoseconds(benchmarkCase) is { } before && summary[benchmarkCase]?.ResultStatistics?.Mean is { } mean
            ? string.Create(CultureInfo.InvariantCulture, $"{before / mean:N1}") : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
