-- What Azure Database for PostgreSQL (flexible server) sets up. The bootstrap superuser is azuresu.
-- https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-create-users
CREATE ROLE azure_pg_admin NOLOGIN;
GRANT pg_read_all_settings, pg_read_all_stats, pg_stat_scan_tables, pg_monitor, pg_signal_backend TO azure_pg_admin;
CREATE ROLE master LOGIN NOSUPERUSER INHERIT CREATEDB CREATEROLE REPLICATION BYPASSRLS PASSWORD :password;
GRANT azure_pg_admin TO master WITH ADMIN OPTION;
CREATE DATABASE azure_maintenance;
REVOKE ALL ON DATABASE azure_maintenance FROM PUBLIC;
CREATE DATABASE azure_sys;
REVOKE ALL ON DATABASE azure_sys FROM PUBLIC;
CREATE DATABASE orders OWNER master;
