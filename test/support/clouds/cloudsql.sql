-- What Google Cloud SQL sets up. The bootstrap superuser is cloudsqladmin; databases belong to cloudsqlsuperuser.
-- https://cloud.google.com/sql/docs/postgres/users
CREATE ROLE cloudsqlsuperuser NOLOGIN CREATEDB CREATEROLE;
CREATE ROLE cloudsqlagent LOGIN;
CREATE ROLE cloudsqlreplica LOGIN REPLICATION;
CREATE ROLE cloudsqlimportexport LOGIN;
CREATE ROLE cloudsqliamuser NOLOGIN;
CREATE ROLE cloudsqliamserviceaccount NOLOGIN;
GRANT pg_monitor, pg_signal_backend TO cloudsqlsuperuser WITH ADMIN OPTION;
CREATE ROLE master LOGIN NOSUPERUSER INHERIT CREATEDB CREATEROLE NOREPLICATION PASSWORD :password;
-- Cloud SQL lets cloudsqlsuperuser grant itself without ADMIN OPTION from 16 on; PostgreSQL itself does not.
GRANT cloudsqlsuperuser TO master WITH ADMIN OPTION;
CREATE ROLE "apono-connector-iam-sa@demo.iam" LOGIN;
GRANT cloudsqliamserviceaccount TO "apono-connector-iam-sa@demo.iam";
CREATE DATABASE cloudsqladmin;
REVOKE ALL ON DATABASE cloudsqladmin FROM PUBLIC;
ALTER DATABASE postgres OWNER TO cloudsqlsuperuser;
CREATE DATABASE orders OWNER cloudsqlsuperuser;
