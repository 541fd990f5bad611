using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Bot3.Messaging.Benchmarks;

/// <summary>What is measured and shown: time, allocation, and how it stands beside the predecessor.</summary>
/// <remarks>In this process: the domain has no global state, and nothing must be restored to generate and build a second program.</remarks>
internal sealed class DomainConfig : ManualConfig
{
    public DomainConfig()
    {
        AddJob(Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)).WithIterationCount(12));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Min, new PredecessorColumn(), new RatioColumn());
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        HideColumns(Column.Error, Column.Median, Column.Gen0, Column.Gen1, Column.Gen2, Column.RatioSD);
        WithOptions(ConfigOptions.DisableOptimizationsValidator | ConfigOptions.JoinSummary);
        ArtifactsPath = Path.Combine(Environment.CurrentDirectory, "artifacts", "benchmarks");
    }
}
