using Bot3.Messaging.Persistence.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Bot3.Messaging.RiskWorker.Persistence.Migrations
{
    /// <summary>The stored inputs of decisions are compressed cheaply.</summary>
    [DbContext(typeof(RiskDbContext))]
    [Migration("20261126003000_LargeInputs")]
    public class LargeInputs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.TuneLargeColumn("risk.decisions", "inputs");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
        }
    }
}
