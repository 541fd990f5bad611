using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Bot3.Messaging.Persistence.Schema.Migrations
{
    /// <summary>
    /// What one commit sends at once may be stored as one row. Its messages repeat each other's headers and names, so that they are worth
    /// compressing.
    /// </summary>
    [DbContext(typeof(MessagingDbContext))]
    [Migration("20261127123000_OutboxBundles")]
    public class OutboxBundles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.AddColumn<byte[]>(name: "bundle", schema: "messaging", table: "outbox", type: "bytea", nullable: true);
            migrationBuilder.TuneLargeColumn("messaging.outbox", "bundle");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.DropColumn(name: "bundle", schema: "messaging", table: "outbox");
        }
    }
}
